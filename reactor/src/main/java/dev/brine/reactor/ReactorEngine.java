package dev.brine.reactor;

import dev.brine.engine.config.MasterConfig;
import dev.brine.engine.config.Options;
import dev.brine.engine.config.RawConfig;
import dev.brine.engine.event.SqliteEventJournal;
import dev.brine.engine.fileserver.FileRoots;
import dev.brine.engine.plugin.Engine;
import dev.brine.engine.plugin.MasterParts;
import dev.brine.engine.render.CalledFunctions;
import dev.brine.engine.render.FileTemplates;
import dev.brine.engine.render.RenderPipe;
import dev.brine.engine.render.RenderWorld;
import dev.brine.engine.render.TaintPolicy;
import dev.brine.reactor.flow.Reactor;
import dev.brine.reactor.flow.ReactorSettings;
import dev.brine.reactor.reaction.CallResolver;
import dev.brine.reactor.reaction.Dispatcher;
import dev.brine.reactor.reaction.Signatures;
import dev.brine.reactor.record.ReactionLog;
import dev.brine.reactor.record.SqliteReactionLog;
import dev.brine.reactor.rule.Overlay;
import dev.brine.reactor.rule.RuleBook;
import dev.brine.reactor.sls.ReactionCompiler;
import dev.brine.reactor.sls.SlsFiles;
import dev.brine.reactor.sls.SlsRenderer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The reactor as a part of a running master. */
public final class ReactorEngine implements Engine {
    private final RuleBook book;
    private final Reactor reactor;

    private ReactorEngine(RuleBook book, Reactor reactor) {
        this.book = book;
        this.reactor = reactor;
    }

    static ReactorEngine ofMaster(MasterParts parts) {
        MasterConfig config = parts.config();
        RuleBook book = new RuleBook(
                config.raw(), "master", Overlay.open(config.paths().cache().resolve("reactor_rules.json")));
        ReactorSettings settings = ReactorSettings.of(new Options(config.raw()));
        Reactor reactor = new Reactor(
                new Reactor.Parts(
                        parts.bus(),
                        parts.clock(),
                        book::current,
                        compiler(config, parts),
                        new CallResolver(Signatures.ofSalt()),
                        Dispatcher.ofMaster(
                                parts.jobs(), parts.runners(), parts.wheel(), parts.functions(), config.user()),
                        parts.jobs(),
                        records(parts, settings)),
                settings);
        return new ReactorEngine(book, reactor);
    }

    private static ReactionLog records(MasterParts parts, ReactorSettings settings) {
        if (!(parts.bus().journal() instanceof SqliteEventJournal journal)) {
            return ReactionLog.none();
        }
        SqliteReactionLog records = SqliteReactionLog.open(journal.file());
        records.retain(parts.clock().millis() - settings.keep().toMillis());
        return records;
    }

    private static ReactionCompiler compiler(MasterConfig config, MasterParts parts) {
        FileRoots roots = new FileRoots(
                config.files().roots(),
                config.files().linksOutside(),
                config.files().ignoreGlob(),
                config.files().ignoreRegex());
        RenderWorld world = RenderWorld.empty()
                .templates(new FileTemplates(roots, "base"))
                .functions(CalledFunctions.of(parts.functions()));
        return new ReactionCompiler(
                new SlsFiles(roots),
                new SlsRenderer(
                        RenderPipe.standard(new SecureRandom()),
                        () -> world.host(parts.opts().get(), parts.grains().get(), Map.of()),
                        taint(config.raw())));
    }

    static TaintPolicy taint(RawConfig raw) {
        Object policy = raw.value("reactor_taint_policy").orElse("enforce");
        return List.of("off", Boolean.FALSE).contains(policy) ? TaintPolicy.OFF : TaintPolicy.ENFORCE;
    }

    @Override
    public String name() {
        return "reactor";
    }

    @Override
    public void start() {
        reactor.start();
    }

    @Override
    public void close() {
        reactor.close();
    }

    RuleBook book() {
        return book;
    }

    Reactor reactor() {
        return reactor;
    }

    /** Waits until nothing is left to do; false when that takes longer than {@code timeout}. */
    boolean awaitIdle(Duration timeout) throws InterruptedException {
        return reactor.awaitIdle(timeout);
    }
}
