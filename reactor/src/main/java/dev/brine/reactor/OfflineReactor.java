package dev.brine.reactor;

import dev.brine.engine.call.Call;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Functions;
import dev.brine.engine.call.Invoker;
import dev.brine.engine.call.Outcome;
import dev.brine.engine.config.ConfigLoader;
import dev.brine.engine.config.MasterConfig;
import dev.brine.engine.event.EventBus;
import dev.brine.engine.event.EventJournal;
import dev.brine.engine.master.HostFunctions;
import dev.brine.engine.render.CalledFunctions;
import dev.brine.engine.render.RenderWorld;
import dev.brine.reactor.explain.Standing;
import dev.brine.reactor.explain.Workshop;
import dev.brine.reactor.reaction.CallResolver;
import dev.brine.reactor.reaction.Signatures;
import dev.brine.reactor.reaction.TaintRules;
import dev.brine.reactor.rule.Overlay;
import dev.brine.reactor.rule.RuleBook;
import dev.brine.reactor.runner.OfflineReactorRunner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** {@code reactor.explain}, {@code reactor.test} and {@code reactor.lint} for a configuration directory, without a running master. */
public final class OfflineReactor {
    private static final Set<String> FUNCTIONS = Set.of("reactor.explain", "reactor.test", "reactor.lint");

    private OfflineReactor() {}

    /** Whether a call needs no master: the number of an event in the journal does. */
    public static boolean handles(String fun, List<Object> args) {
        return FUNCTIONS.contains(fun) && !(args.size() == 1 && args.get(0) instanceof Long);
    }

    /** Runs one of the functions. */
    public static Outcome call(MasterConfig config, String fun, List<Object> args, Map<String, Object> kwargs) {
        boolean ownRules = !args.isEmpty()
                && !fun.equals("reactor.explain")
                && String.valueOf(args.get(0)).endsWith(".conf");
        Path rules = ownRules ? Path.of(String.valueOf(args.get(0))).toAbsolutePath() : null;
        Invoker invoker = new Invoker(new Functions(new OneModule(
                "reactor",
                () -> new OfflineReactorRunner(
                        rules == null ? workshop(config) : workshop(config, rules), number -> Optional.empty()))));
        return invoker.invoke(ownRules ? args.subList(1, args.size()) : args, kwargs, Call.local(fun, invoker));
    }

    private static Workshop workshop(MasterConfig config) {
        RuleBook book = new RuleBook(
                config.raw(), "master", Overlay.open(config.paths().cache().resolve("reactor_rules.json")));
        return workshop(config, book, SlsTools.ofMaster(config, () -> world(config)));
    }

    /** With the rules and policies of a file of their own, whose SLS files may lie beside it. */
    private static Workshop workshop(MasterConfig config, Path file) {
        if (!Files.isRegularFile(file)) {
            throw new FunctionError(file + ": no such file");
        }
        Path directory = Objects.requireNonNull(file.getParent(), "directory");
        String name = Objects.requireNonNull(file.getFileName(), "name").toString();
        RuleBook book =
                new RuleBook(ConfigLoader.load(directory, name), name, Overlay.open(directory.resolve(name + ".none")));
        SlsTools tools = SlsTools.ofMaster(config, () -> world(config)).orBelow(directory);
        return workshop(config, book, tools);
    }

    private static Workshop workshop(MasterConfig config, RuleBook book, SlsTools tools) {
        return new Workshop(
                book,
                tools.files(),
                tools.compiler(),
                new CallResolver(Signatures.ofSalt(), CallResolver.Host.MASTER, TaintRules.of(config.raw())),
                () -> accepted(config.paths().pki()),
                new PolicyBook(book)::result,
                Standing.fresh(Clock.systemUTC()));
    }

    private static RenderWorld world(MasterConfig config) {
        try {
            HostFunctions host =
                    new HostFunctions(config, new EventBus(Clock.systemUTC(), EventJournal.none()), Clock.systemUTC());
            return RenderWorld.empty()
                    .functions(CalledFunctions.of(host.own()))
                    .custom(host.custom().renderers())
                    .host(host.opts(config.id()), host.grains(), Map.of());
        } catch (IOException e) {
            throw new UncheckedIOException(config.paths().cache() + ": cannot be used", e);
        }
    }

    static List<String> accepted(Path pki) {
        try (Stream<Path> keys = Files.list(pki.resolve("minions"))) {
            return keys.map(key -> key.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException none) {
            return List.of();
        }
    }
}
