package dev.brine.bench;

import dev.brine.engine.call.Catalog;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionTable;
import dev.brine.engine.call.Functions;
import dev.brine.engine.call.Invoker;
import dev.brine.engine.call.Module;
import dev.brine.engine.client.BusMasterCalls;
import dev.brine.engine.client.JobProgress;
import dev.brine.engine.client.JobPublisher;
import dev.brine.engine.client.JobRequest;
import dev.brine.engine.client.Published;
import dev.brine.engine.config.RawConfig;
import dev.brine.engine.event.EventBus;
import dev.brine.engine.event.SqliteEventJournal;
import dev.brine.engine.fileserver.FileRoots;
import dev.brine.engine.job.JidSource;
import dev.brine.engine.render.RenderPipe;
import dev.brine.engine.render.RenderWorld;
import dev.brine.engine.render.TaintPolicy;
import dev.brine.reactor.flow.Reactor;
import dev.brine.reactor.flow.ReactorSettings;
import dev.brine.reactor.reaction.CallResolver;
import dev.brine.reactor.reaction.Dispatcher;
import dev.brine.reactor.reaction.Signatures;
import dev.brine.reactor.record.SqliteReactionLog;
import dev.brine.reactor.rule.Overlay;
import dev.brine.reactor.rule.RuleBook;
import dev.brine.reactor.sls.ReactionCompiler;
import dev.brine.reactor.sls.SlsFiles;
import dev.brine.reactor.sls.SlsRenderer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** A bus with its journal on disk and a reactor with its defaults; its only runner function is {@code mark.it}. Jobs go nowhere. */
final class ReactorRig implements AutoCloseable, JobPublisher {
    final EventBus bus;
    final Reactor reactor;
    private final JidSource jids = new JidSource(Clock.systemUTC(), "");
    private final ExecutorService pool = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "runner");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * Starts it.
     *
     * @param directory for its files
     * @param rules as {@code reactor:} lists them
     * @param mark what {@code mark.it} does with its value
     */
    ReactorRig(Path directory, List<Object> rules, Consumer<Object> mark) {
        Clock clock = Clock.systemUTC();
        SqliteEventJournal journal = SqliteEventJournal.open(directory.resolve("events.db"), clock);
        bus = new EventBus(clock, journal);
        RawConfig config = new RawConfig(directory, Map.of()).with("reactor", rules);
        RuleBook book = new RuleBook(config, "master", Overlay.open(directory.resolve("overlay.json")));
        FileRoots roots = new FileRoots(Map.of("base", List.of(directory)), false, List.of(), List.of());
        Invoker runners = new Invoker(new Functions(new Marks(mark)));
        Invoker nothing = new Invoker(FunctionTable.chain(List.of()));
        reactor = new Reactor(
                new Reactor.Parts(
                        bus,
                        clock,
                        book::current,
                        List::of,
                        new ReactionCompiler(
                                SlsFiles.in(roots),
                                new SlsRenderer(
                                        RenderPipe.standard(new SecureRandom()),
                                        RenderWorld::empty,
                                        TaintPolicy.ENFORCE)),
                        new CallResolver(Signatures.with(
                                (family, name) -> runners.table().find(name))),
                        Dispatcher.ofMaster(
                                this,
                                calls(BusMasterCalls.Family.RUNNER, runners),
                                calls(BusMasterCalls.Family.WHEEL, nothing),
                                nothing,
                                "root"),
                        this,
                        SqliteReactionLog.open(journal.file())),
                ReactorSettings.of(config));
        reactor.start();
    }

    private BusMasterCalls calls(BusMasterCalls.Family family, Invoker functions) {
        return new BusMasterCalls(family, () -> functions, bus, jids::next, pool, () -> () -> {});
    }

    @Override
    public Published publish(JobRequest request) {
        return new Published.Sent(request.jid(), List.of(), List.of());
    }

    @Override
    public String jid() {
        return jids.next();
    }

    @Override
    public boolean began(String jid) {
        return false;
    }

    @Override
    public Optional<JobProgress> progress(String jid) {
        return Optional.empty();
    }

    @Override
    public void close() {
        reactor.close();
        pool.shutdownNow();
        bus.close();
    }

    private record Marks(Consumer<Object> mark) implements Catalog {
        @Override
        public Set<String> modules() {
            return Set.of("mark");
        }

        @Override
        public Object create(String module) {
            return new MarkRunner(mark);
        }
    }

    /** The runner module mark. */
    @Module("mark")
    public static final class MarkRunner {
        private final Consumer<Object> mark;

        MarkRunner(Consumer<Object> mark) {
            this.mark = mark;
        }

        @Fn(doc = "Hand a value to whoever measures")
        public boolean it(Object value) {
            mark.accept(value);
            return true;
        }
    }
}
