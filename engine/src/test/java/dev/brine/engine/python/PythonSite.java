package dev.brine.engine.python;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Catalog;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.FunctionTable;
import dev.brine.engine.call.Functions;
import dev.brine.engine.call.Invoker;
import dev.brine.engine.call.Module;
import dev.brine.engine.call.Outcome;
import dev.brine.engine.config.MinionConfig;
import dev.brine.engine.config.RawConfig;
import dev.brine.engine.plugin.CustomKind;
import dev.brine.engine.plugin.Dunders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Python modules in a temporary directory over a few built-in functions, with grains, pillar and options. */
final class PythonSite implements AutoCloseable {
    final Path extmods;
    final MinionConfig config;
    final PythonCode code;
    final Map<String, Object> grains = new LinkedHashMap<>(Map.of("id", "web1"));
    final Map<String, Object> pillar = new LinkedHashMap<>(Map.of("secret", "s3"));
    final CountDownLatch waiting = new CountDownLatch(1);
    private final Dunders dunders;
    private final Invoker invoker;

    /** @throws org.opentest4j.TestAbortedException when this host has no python3 */
    static PythonSite open(Path directory, Map<String, Object> options) throws IOException {
        assumePython();
        return new PythonSite(directory, options);
    }

    static void assumePython() {
        boolean there = List.of(System.getenv("PATH").split(":")).stream()
                .anyMatch(path -> Files.isExecutable(Path.of(path, "python3")));
        assumeTrue(there, "python3 is not installed, so nothing of the Python bridge is tested");
    }

    PythonSite(Path directory, Map<String, Object> options) throws IOException {
        RawConfig raw = new RawConfig(directory, Map.of()).with("root_dir", directory.toString());
        for (Map.Entry<String, Object> option : options.entrySet()) {
            raw = raw.with(option.getKey(), option.getValue());
        }
        config = MinionConfig.of(raw);
        extmods = config.extensions().extmods();
        code = new PythonCode(config.extensions());
        Invoker[] made = new Invoker[1];
        Map<String, Object> opts = new LinkedHashMap<>(Map.of("test", false, "id", "web1"));
        dunders = Dunders.host(() -> opts, () -> grains, () -> pillar, () -> made[0]);
        made[0] = new Invoker(code.functions(CustomKind.MODULES, new Functions(new BuiltIn()), dunders));
        invoker = made[0];
    }

    /** The functions of a kind that has no built-in ones. */
    Invoker family(CustomKind kind) {
        return new Invoker(code.functions(kind, FunctionTable.chain(List.of()), dunders));
    }

    /** The built-in functions. */
    private final class BuiltIn implements Catalog {
        @Override
        public Set<String> modules() {
            return Set.of("test");
        }

        @Override
        public Object create(String module) {
            return module.equals("test") ? new Basics() : null;
        }
    }

    /** Functions for Python to call. */
    @Module("test")
    public final class Basics {
        @Fn(doc = "Answers.")
        public boolean ping() {
            return true;
        }

        @Fn(doc = "Gives back what it got.")
        public Object echo(@Arg Object text) {
            return text;
        }

        @Fn(doc = "Fails.")
        public Object fail() {
            throw new FunctionError("the built-in one failed");
        }

        @Fn(doc = "Tells the test that the caller has come so far.")
        public boolean arrived() {
            waiting.countDown();
            return true;
        }

        @Fn(doc = "Sets a return code.")
        public Object code(long code, Call call) {
            call.retcode((int) code);
            return null;
        }
    }

    /** Writes {@code <extmods>/<kind>/<name>.py}. */
    PythonSite write(String kind, String name, String text) throws IOException {
        Path file = extmods.resolve(kind).resolve(name + ".py");
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        code.refresh();
        return this;
    }

    PythonSite module(String name, String text) throws IOException {
        return write("modules", name, text);
    }

    Invoker functions() {
        return invoker;
    }

    Outcome run(String fun, Object... args) {
        return run(Call.local(fun, invoker), args);
    }

    Outcome run(Call call, Object... args) {
        return invoker.invoke(List.of(args), Map.of(), call);
    }

    Object value(String fun, Object... args) {
        Outcome outcome = run(fun, args);
        if (outcome instanceof Outcome.Returned returned) {
            return returned.value();
        }
        throw new AssertionError(outcome.value());
    }

    boolean awaitArrival() throws InterruptedException {
        return waiting.await(60, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        code.close();
    }
}
