package dev.brine.reactor;

import dev.brine.engine.config.EngineOptions;
import dev.brine.engine.config.RawConfig;
import dev.brine.engine.event.SqliteEventJournal;
import dev.brine.engine.plugin.Engine;
import dev.brine.engine.plugin.MinionParts;
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
import dev.brine.reactor.rule.RuleBook;
import org.jspecify.annotations.Nullable;

/**
 * The reactor of a minion: answers events of the minion's own bus with {@code caller} reactions, with a master or without.
 *
 * <p>Salt 3006: engines/reactor.py in a minion's configuration. Does nothing unless {@code engines:} names the reactor or there are
 * rules.
 */
final class MinionReactor implements Engine {
    private final MinionParts parts;
    private @Nullable Reactor reactor;
    private @Nullable RecordKeeping keeping;

    MinionReactor(MinionParts parts) {
        this.parts = parts;
    }

    @Override
    public String name() {
        return "reactor";
    }

    @Override
    public void start() {
        RawConfig raw = parts.config().raw();
        if (raw.value("reactor").isEmpty() && EngineOptions.of(raw, "reactor").isEmpty()) {
            return;
        }
        RuleBook book = new RuleBook(
                raw, "minion", Overlay.open(parts.config().paths().cache().resolve("reactor_rules.json")));
        ReactorSettings settings = ReactorSettings.of(raw);
        ReactionLog records = ReactionLog.none();
        if (parts.bus().journal() instanceof SqliteEventJournal journal) {
            SqliteReactionLog kept = SqliteReactionLog.open(journal.file());
            keeping = RecordKeeping.start(kept, parts.clock(), settings.keep(), settings.mostKept());
            records = kept;
        }
        reactor = new Reactor(
                new Reactor.Parts(
                        parts.bus(),
                        parts.clock(),
                        book::current,
                        new PolicyBook(book),
                        SlsTools.ofMinion(parts).compiler(),
                        new CallResolver(Signatures.ofSalt(), CallResolver.Host.MINION, TaintRules.of(raw)),
                        Dispatcher.ofMinion(parts.functions()),
                        null,
                        records),
                settings);
        reactor.start();
    }

    @Override
    public void close() {
        if (keeping != null) {
            keeping.close();
        }
        if (reactor != null) {
            reactor.close();
        }
    }
}
