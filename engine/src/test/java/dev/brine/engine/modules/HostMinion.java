package dev.brine.engine.modules;

import dev.brine.engine.call.Call;
import dev.brine.engine.call.Functions;
import dev.brine.engine.call.Invoker;
import dev.brine.engine.call.Outcome;
import dev.brine.engine.config.MinionConfig;
import dev.brine.engine.config.RawConfig;
import dev.brine.engine.event.EventBus;
import dev.brine.engine.event.EventJournal;
import dev.brine.engine.fileserver.client.LocalFiles;
import dev.brine.engine.grains.Grains;
import dev.brine.engine.job.running.ProcessTable;
import dev.brine.engine.modules.host.Host;
import dev.brine.engine.plugin.MasterRequests;
import dev.brine.engine.plugin.MinionParts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The built-in functions over a host that a test lays out below a directory: files, links, and programs that answer to known
 * arguments and keep a list of their calls.
 */
final class HostMinion implements AutoCloseable {
    private final Path root;
    private final EventBus bus = new EventBus(Clock.systemUTC(), EventJournal.none());
    private final Invoker functions;

    HostMinion(Path root, Map<String, Object> grains, Map<String, Object> options) throws IOException {
        this.root = root;
        Files.createDirectories(root.resolve("bin"));
        RawConfig raw = new RawConfig(root.resolve("conf"), new LinkedHashMap<>())
                .with("id", "web1")
                .with("root_dir", root.resolve("minion").toString());
        for (Map.Entry<String, Object> option : options.entrySet()) {
            raw = raw.with(option.getKey(), option.getValue());
        }
        MinionConfig config = MinionConfig.of(raw);
        AtomicReference<Invoker> made = new AtomicReference<>();
        MinionParts parts = new MinionParts(
                config,
                bus,
                Clock.systemUTC(),
                made::get,
                () -> grains,
                Map::of,
                new LocalFiles(Map.of("base", List.of(root.resolve("srv"))), "sha256"));
        ModuleCatalog catalog = new ModuleCatalog(
                new ModuleParts(
                        "web1",
                        parts,
                        new Grains(config, "web1"),
                        MasterRequests.NONE,
                        new ProcessTable(root.resolve("jobs")),
                        new NoActions()),
                new Host(root, List.of(root.resolve("bin"))));
        functions = new Invoker(new Functions(catalog));
        made.set(functions);
    }

    Outcome invoke(String function, List<Object> args, Map<String, Object> kwargs) {
        return functions.invoke(args, kwargs, Call.local(function, functions));
    }

    void file(String path, String text) throws IOException {
        Path file = place(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        if (path.contains("/init.d/") || path.contains("/sbin/")) {
            executable(file);
        }
    }

    void directory(String path) throws IOException {
        Files.createDirectories(place(path));
    }

    void link(String path, String target) throws IOException {
        Files.createDirectories(place(path).getParent());
        Files.createSymbolicLink(place(path), Path.of(target));
    }

    Path place(String path) {
        return root.resolve(path.substring(1));
    }

    /** @param answers maps with args (all words as one text), out, err and code */
    void program(String name, List<Map<?, ?>> answers) throws IOException {
        Path bin = root.resolve("bin");
        StringBuilder script =
                new StringBuilder("#!/bin/sh\necho \"" + name + " $*\" >> '" + bin + "/.calls'\ncase \"$*\" in\n");
        for (int i = 0; i < answers.size(); i++) {
            Map<?, ?> answer = answers.get(i);
            Path out = bin.resolve("." + name + "." + i + ".out");
            Path err = bin.resolve("." + name + "." + i + ".err");
            Files.writeString(out, text(answer.get("out")));
            Files.writeString(err, text(answer.get("err")));
            script.append("'")
                    .append(text(answer.get("args")).replace("$ROOT", root.toString()))
                    .append("') /bin/cat '")
                    .append(out)
                    .append("'; /bin/cat '");
            script.append(err).append("' >&2; exit ").append(answer.get("code") == null ? 0 : answer.get("code"));
            script.append(";;\n");
        }
        script.append("*) echo \"").append(name).append(": unknown: $*\" >&2; exit 99;;\nesac\n");
        Path file = bin.resolve(name);
        Files.writeString(file, script);
        executable(file);
    }

    private static String text(Object value) {
        return value == null ? "" : value.toString();
    }

    private static void executable(Path file) {
        if (!file.toFile().setExecutable(true)) {
            throw new IllegalStateException("cannot make " + file + " executable");
        }
    }

    /** What programs were called with so far. */
    List<String> calls() throws IOException {
        Path calls = root.resolve("bin/.calls");
        return Files.exists(calls) ? Files.readAllLines(calls) : new ArrayList<>();
    }

    @Override
    public void close() {
        bus.close();
    }

    private static final class NoActions implements MinionActions {
        @Override
        public void refreshGrains() {}

        @Override
        public boolean refreshPillar(boolean cleanCache) {
            return true;
        }

        @Override
        public Map<String, Object> compilePillar(String saltenv, String pillarenv, Map<String, Object> override) {
            return Map.of();
        }

        @Override
        public boolean fireMaster(Map<String, Object> data, String tag) {
            return true;
        }

        @Override
        public boolean fireMaster(List<Object> events, String pretag) {
            return true;
        }
    }
}
