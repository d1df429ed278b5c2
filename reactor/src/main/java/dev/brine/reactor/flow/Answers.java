package dev.brine.reactor.flow;

import dev.brine.engine.event.Event;
import dev.brine.reactor.flow.FairQueue.Work;
import dev.brine.reactor.policy.Gate;
import dev.brine.reactor.policy.Mode;
import dev.brine.reactor.reaction.CallResolver;
import dev.brine.reactor.record.ReactionRecord;
import dev.brine.reactor.record.ReactionRecord.State;
import dev.brine.reactor.rule.RuleSet;
import dev.brine.reactor.sls.Compilation;
import dev.brine.reactor.sls.EventContext;
import dev.brine.reactor.sls.LowChunk;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
        for (Occasion occasion : Occasion.of(work)) {
            render(work.event, occasion, asked);
        }
        return asked;
    }

    private void render(Event event, Occasion occasion, Asked asked) {
        Map<String, String> groups = new LinkedHashMap<>();
        Map<String, Object> more = new LinkedHashMap<>(occasion.more());
        List<String> references = new ArrayList<>();
        Set<String> shadows = new HashSet<>();
        Gate.Hearing hearing = hearing(occasion);
        for (RuleSet.Match match : occasion.matches()) {
            for (String file : match.rule().files()) {
                if (!hearing.concerns(match.rule(), file)) {
                    continue;
                }
                Gate.Decision decision = hearing.decide(match.rule(), file);
                if (decision instanceof Gate.Answer answer) {
                    groups.putAll(match.groups());
                    more.putAll(answer.more());
                    references.add(file);
                    if (answer.mode() == Mode.SHADOW) {
                        shadows.add(file);
                    }
                } else if (decision instanceof Gate.Hold hold) {
                    held(event, match.rule().pattern().text(), hold, asked);
                }
            }
        }
        EventContext context = EventContext.of(occasion.event(), groups).with(more);
        Compilation compiled = parts.compiler().compile(references, context);
        asked.problems.addAll(compiled.problems());
        compiled.warnings().forEach(warn);
        for (Compilation.FileResult file : compiled.files()) {
            if (file.state() == Compilation.State.REFUSED) {
                refusals.tell(event, ruleOf(occasion, file), file.file(), "file", file.problem());
            }
        }
        for (LowChunk chunk : compiled.chunks()) {
            Compilation.FileResult file = fileOf(chunk, compiled);
            boolean shadow = shadows.contains(file.reference());
            record(event, "", occasion.event(), ruleOf(occasion, file), file.reference(), chunk, asked)
                    .map(record -> shadow ? record.with(State.SHADOW, "", "its rule only watches") : record)
                    .ifPresent(asked.records::add);
        }
    }

    private Gate.Hearing hearing(Occasion occasion) {
        List<String> rules = occasion.matches().stream()
                .map(m -> m.rule().pattern().text())
                .distinct()
                .toList();
        return occasion.passed().isEmpty()
                ? gate.hear(parts.policies().get(), occasion.event(), rules)
                : gate.hearAgain(parts.policies().get(), occasion.event(), rules, occasion.passed());
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

    private static Compilation.FileResult fileOf(LowChunk chunk, Compilation compiled) {
        return compiled.files().stream()
                .filter(file -> file.file().equals(chunk.sls()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(chunk.sls() + " was not compiled"));
    }

    /** The rule whose file it is. */
    private static String ruleOf(Occasion occasion, Compilation.FileResult file) {
        return occasion.matches().stream()
                .filter(match -> match.rule().files().contains(file.reference()))
                .findFirst()
                .orElse(occasion.matches().get(0))
                .rule()
                .pattern()
                .text();
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
