package dev.brine.reactor.flow;

import dev.brine.engine.event.Event;
import dev.brine.reactor.flow.FairQueue.Work;
import dev.brine.reactor.policy.Gate;
import dev.brine.reactor.reaction.CallResolver;
import dev.brine.reactor.record.ReactionRecord;
import dev.brine.reactor.record.ReactionRecord.State;
import dev.brine.reactor.sls.Compilation;
import dev.brine.reactor.sls.EventContext;
import dev.brine.reactor.sls.LowChunk;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes reactions of an event: asks the policies, renders the files, resolves the calls. Used by all workers at once. */
final class Answers {
    private static final Logger log = LoggerFactory.getLogger(Answers.class);

    private final Reactor.Parts parts;
    private final LoopGuard loops;
    private final Counters counters;
    private final Gate gate;
    private final Lines lines;
    private final Refusals refusals;
    private final Consumer<String> warn;

    /** @param warn told what authors of files do not expect */
    Answers(Reactor.Parts parts, LoopGuard loops, Counters counters, Gate gate, Lines lines, Consumer<String> warn) {
        this.parts = parts;
        this.loops = loops;
        this.counters = counters;
        this.gate = gate;
        this.lines = lines;
        this.refusals = new Refusals(parts.bus(), loops);
        this.warn = warn;
    }

    /**
     * What an event asks for.
     *
     * @param problems why there is less than its rules ask for
     * @param notes what policies did about it that is to be on record
     */
    record Asked(List<ReactionRecord> records, List<String> problems, List<String> notes) {
        private Asked() {
            this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }
    }

    /** How often text of an event was refused since the start. */
    long refused() {
        return refusals.all();
    }

    /** What the rules ask for. */
    Asked of(Work work) {
        Asked asked = new Asked();
        for (Occasion occasion : Occasion.of(work.event, work.matches)) {
            render(work.event, occasion, asked);
        }
        return asked;
    }

    private void render(Event event, Occasion occasion, Asked asked) {
        Choice choice =
                Choice.of(occasion, occasion.hearing(gate, parts.policies().get()));
        choice.held().forEach(one -> held(event, one.rule(), one.hold(), asked));
        Compilation compiled = parts.compiler().compile(choice.references(), choice.context());
        asked.problems.addAll(compiled.problems());
        compiled.warnings().forEach(warn);
        for (Compilation.FileResult file : compiled.files()) {
            if (file.state() == Compilation.State.REFUSED) {
                refusals.tell(event, choice.ruleOf(file.reference()), file.file(), "file", file.problem());
            }
        }
        for (LowChunk chunk : compiled.chunks()) {
            String file = choice.fileOf(chunk, compiled);
            boolean shadow = choice.shadows().contains(file);
            record(event, "", occasion.event(), choice.ruleOf(file), file, chunk, asked)
                    .map(record -> shadow ? record.with(State.SHADOW, "", "its rule only watches") : record)
                    .ifPresent(asked.records::add);
        }
    }

    private void held(Event event, String rule, Gate.Hold hold, Asked asked) {
        counters.heldBack(rule, hold, event, parts.clock().millis());
        if (hold.gate() == Gate.Key.ACTIVE && !asked.notes.contains(hold.toString())) {
            asked.notes.add(hold.toString());
        }
        log.debug("event {} ({}) is not answered: {}", event.number(), event.tag(), hold);
    }

    private Optional<ReactionRecord> record(
            Event event, String part, Event seen, String rule, String reference, LowChunk chunk, Asked asked) {
        CallResolver.Resolved resolved = parts.resolver().resolve(chunk);
        resolved.warnings().forEach(warn);
        if (!(resolved instanceof CallResolver.Ready ready)) {
            asked.problems.add(resolved.problem());
            if (resolved instanceof CallResolver.Refused refused) {
                refusals.tell(event, rule, chunk.sls(), refused.what(), refused.problem());
            }
            return Optional.empty();
        }
        ReactionRecord.Turn turn = part.isEmpty() ? lines.turn(rule, reference, seen) : ReactionRecord.Turn.NOW;
        return Optional.of(new ReactionRecord(
                parts.records().next(),
                event.number(),
                part,
                loops.hops(event),
                seen.tag(),
                rule,
                chunk.sls(),
                chunk.key(),
                ready.reaction(),
                State.QUEUED,
                0,
                "",
                "",
                turn));
    }

    /** What {@code on_dead} asks for about a reaction that failed for good; {@code event} is the one it answered. */
    Asked onDead(ReactionRecord dead, Event event, String part, String file) {
        Asked asked = new Asked();
        EventContext context = EventContext.of(event, Map.of()).with(Map.of("reaction", dead.shown()));
        Compilation compiled = parts.compiler().compile(List.of(file), context);
        asked.problems.addAll(compiled.problems());
        compiled.warnings().forEach(warn);
        for (LowChunk chunk : compiled.chunks()) {
            record(event, part, event, dead.rule(), file, chunk, asked).ifPresent(asked.records::add);
        }
        return asked;
    }
}
