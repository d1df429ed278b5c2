package dev.brine.reactor;

import dev.brine.engine.config.MasterConfig;
import dev.brine.engine.event.SqliteEventJournal;
import dev.brine.engine.plugin.Engine;
import dev.brine.engine.plugin.MasterParts;
import dev.brine.engine.render.CalledFunctions;
import dev.brine.engine.render.RenderWorld;
import dev.brine.reactor.explain.Standing;
import dev.brine.reactor.explain.Workshop;
import dev.brine.reactor.flow.Reactor;
import dev.brine.reactor.flow.ReactorSettings;
import dev.brine.reactor.reaction.CallResolver;
import dev.brine.reactor.reaction.Dispatcher;
import dev.brine.reactor.reaction.Signatures;
import dev.brine.reactor.reaction.TaintRules;
import dev.brine.reactor.record.ReactionLog;
import dev.brine.reactor.record.RecordKeeping;
import dev.brine.reactor.record.SqliteReactionLog;
import dev.brine.reactor.rule.Overlay;
import dev.brine.reactor.rule.Rule;
import dev.brine.reactor.rule.RuleBook;
import dev.brine.reactor.runner.EventsRunner;
import dev.brine.reactor.runner.ManageEvents;
import dev.brine.reactor.runner.OfflineReactorRunner;
import dev.brine.reactor.runner.ReactorRunner;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The reactor as a part of a running master. */
public final class ReactorEngine implements Engine {
    private static final Logger log = LoggerFactory.getLogger(ReactorEngine.class);

    private final MasterParts parts;
    private final RuleBook book;
    private final Reactor reactor;
    private final ReactionLog records;
    private final Workshop shop;
    private final ReactorSettings settings;
    private @Nullable RecordKeeping keeping;
    private @Nullable ManageEvents manage;

    private ReactorEngine(
            MasterParts parts,
            RuleBook book,
            Reactor reactor,
            ReactionLog records,
            Workshop shop,
            ReactorSettings settings) {
        this.parts = parts;
        this.book = book;
        this.reactor = reactor;
        this.records = records;
        this.shop = shop;
        this.settings = settings;
    }

    static ReactorEngine ofMaster(MasterParts parts) {
        MasterConfig config = parts.config();
        RuleBook book = new RuleBook(
                config.raw(), "master", Overlay.open(config.paths().cache().resolve("reactor_rules.json")));
        SlsTools tools = SlsTools.ofMaster(
                config,
                () -> RenderWorld.empty()
                        .functions(CalledFunctions.of(parts.functions()))
                        .custom(parts.custom().renderers())
                        .host(parts.opts().get(), parts.grains().get(), Map.of()));
        ReactorSettings settings = ReactorSettings.of(config.raw());
        CallResolver resolver =
                new CallResolver(Signatures.ofSalt(), CallResolver.Host.MASTER, TaintRules.of(config.raw()));
        ReactionLog records = parts.bus().journal() instanceof SqliteEventJournal journal
                ? SqliteReactionLog.open(journal.file())
                : ReactionLog.none();
        PolicyBook policies = new PolicyBook(book);
        Reactor reactor = new Reactor(
                new Reactor.Parts(
                        parts.bus(),
                        parts.clock(),
                        book::current,
                        policies,
                        tools.compiler(),
                        resolver,
                        Dispatcher.ofMaster(
                                parts.jobs(), parts.runners(), parts.wheel(), parts.functions(), config.user()),
                        parts.jobs(),
                        records),
                settings);
        Workshop shop = new Workshop(
                book,
                tools.files(),
                tools.compiler(),
                resolver,
                () -> OfflineReactor.accepted(config.paths().pki()),
                policies::result,
                new Standing(reactor.gate(), reactor::windows, () -> silence(reactor), ""));
        return new ReactorEngine(parts, book, reactor, records, shop, settings);
    }

    private static List<String> silence(Reactor reactor) {
        return reactor.isLeader()
                ? List.of()
                : List.of(
                        "this reactor is not the leader and answers nothing; salt-run reactor.set_leader True changes that");
    }

    @Override
    public String name() {
        return "reactor";
    }

    @Override
    public void start() {
        for (Rule rule : book.current().rules()) {
            rule.files().stream()
                    .filter(file -> shop.files().find(file).isEmpty())
                    .forEach(file -> log.warn(
                            "{}: rule '{}': {} does not exist",
                            rule.place(),
                            rule.pattern().text(),
                            file));
        }
        reactor.start();
        if (records instanceof SqliteReactionLog kept) {
            keeping = RecordKeeping.start(kept, parts.clock(), settings.keep(), settings.mostKept());
        }
        manage = ManageEvents.start(parts.bus(), runner(), parts.config().id());
    }

    @Override
    public void close() {
        if (manage != null) {
            manage.close();
        }
        if (keeping != null) {
            keeping.close();
        }
        reactor.close();
    }

    OfflineReactorRunner offlineRunner() {
        return new OfflineReactorRunner(
                shop,
                number -> parts.bus().journal() instanceof SqliteEventJournal journal
                        ? journal.event(number)
                        : Optional.empty());
    }

    ReactorRunner runner() {
        return new ReactorRunner(book, reactor, parts.bus(), records instanceof SqliteReactionLog kept ? kept : null);
    }

    EventsRunner eventsRunner() {
        return new EventsRunner(
                parts.bus(), parts.clock(), shop, edited -> shop.with(edited, new PolicyBook(edited)::result));
    }
}
