package dev.brine.reactor.flow;

import dev.brine.engine.event.Event;
import dev.brine.reactor.flow.FairQueue.Work;
import dev.brine.reactor.policy.LateEvent;
import dev.brine.reactor.rule.RuleSet;
import dev.brine.reactor.window.WindowEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What some rules see of a matched event: as a rule itself; those of a window see the newest event of it.
 *
 * @param more names beside tag and data
 * @param passed the policy by which the event has waited; empty when it has not
 */
record Occasion(Event event, Map<String, Object> more, List<RuleSet.Match> matches, String passed) {

    /** One, or two when rules match the event by which a window ends. */
    static List<Occasion> of(Work work) {
        Optional<LateEvent> late = LateEvent.read(work.event);
        if (late.isPresent()) {
            LateEvent one = late.get();
            Map<String, Object> more = Map.of("throttle", one.throttle());
            return split(work, new Occasion(one.answered(), more, List.of(), one.policy()), one.rules());
        }
        Optional<WindowEvent> window = WindowEvent.read(work.event);
        return window.isEmpty()
                ? List.of(new Occasion(work.event, Map.of(), work.matches, ""))
                : split(
                        work,
                        new Occasion(window.get().answered(), window.get().more(), List.of(), ""),
                        List.of(window.get().rule()));
    }

    /** What the files of the rules saw for which a window or a throttle published this event; the event itself of others. */
    static Event answered(Event event) {
        return LateEvent.read(event)
                .map(LateEvent::answered)
                .or(() -> WindowEvent.read(event).map(WindowEvent::answered))
                .orElse(event);
    }

    private static List<Occasion> split(Work work, Occasion other, List<String> rules) {
        List<RuleSet.Match> plain = new ArrayList<>();
        List<RuleSet.Match> windows = new ArrayList<>();
        for (RuleSet.Match match : work.matches) {
            boolean itsOwn = rules.contains(match.rule().pattern().text());
            (itsOwn ? windows : plain).add(match);
        }
        List<Occasion> all = new ArrayList<>();
        if (!plain.isEmpty()) {
            all.add(new Occasion(work.event, Map.of(), plain, ""));
        }
        if (!windows.isEmpty()) {
            all.add(new Occasion(other.event, other.more, windows, other.passed));
        }
        return all;
    }
}
