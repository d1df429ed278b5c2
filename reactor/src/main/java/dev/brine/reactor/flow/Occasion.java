package dev.brine.reactor.flow;

import dev.brine.engine.event.Event;
import dev.brine.reactor.policy.Gate;
import dev.brine.reactor.policy.LateEvent;
import dev.brine.reactor.policy.Policy;
import dev.brine.reactor.rule.RuleSet;
import dev.brine.reactor.window.WindowEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What some rules see of a matched event: as a rule itself; those of a window see the newest event of it.
 *
 * @param more names beside tag and data
 * @param passed the policy by which the event has waited; empty when it has not
 */
public record Occasion(Event event, Map<String, Object> more, List<RuleSet.Match> matches, String passed) {

    /**
     * The rules of an event; those with a window answer only the event by which it ends.
     *
     * @param inWindows whether rules of a left side answer windows only
     */
    public static List<RuleSet.Match> matches(Event event, RuleSet rules, Predicate<String> inWindows) {
        List<RuleSet.Match> all = new ArrayList<>(rules.matching(event.tag()));
        all.removeIf(match -> inWindows.test(match.rule().pattern().text()));
        WindowEvent.read(event)
                .ifPresent(window -> all.addAll(answering(rules, List.of(window.rule()), window.answered())));
        LateEvent.read(event).ifPresent(late -> all.addAll(answering(rules, late.rules(), late.answered())));
        return all;
    }

    private static List<RuleSet.Match> answering(RuleSet rules, List<String> wanted, Event answered) {
        return rules.rules().stream()
                .filter(rule -> wanted.contains(rule.pattern().text()))
                .map(rule -> new RuleSet.Match(
                        rule, rule.pattern().match(answered.tag()).orElse(Map.of())))
                .toList();
    }

    /** One, or two when rules match the event by which a window ends. */
    public static List<Occasion> of(Event event, List<RuleSet.Match> matches) {
        Optional<LateEvent> late = LateEvent.read(event);
        if (late.isPresent()) {
            LateEvent one = late.get();
            Map<String, Object> more = Map.of("throttle", one.throttle());
            return split(event, matches, new Occasion(one.answered(), more, List.of(), one.policy()), one.rules());
        }
        Optional<WindowEvent> window = WindowEvent.read(event);
        return window.isEmpty()
                ? List.of(new Occasion(event, Map.of(), matches, ""))
                : split(
                        event,
                        matches,
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

    private static List<Occasion> split(Event event, List<RuleSet.Match> matches, Occasion other, List<String> rules) {
        List<RuleSet.Match> plain = new ArrayList<>();
        List<RuleSet.Match> windows = new ArrayList<>();
        for (RuleSet.Match match : matches) {
            boolean itsOwn = rules.contains(match.rule().pattern().text());
            (itsOwn ? windows : plain).add(match);
        }
        List<Occasion> all = new ArrayList<>();
        if (!plain.isEmpty()) {
            all.add(new Occasion(event, Map.of(), plain, ""));
        }
        if (!windows.isEmpty()) {
            all.add(new Occasion(other.event, other.more, windows, other.passed));
        }
        return all;
    }

    /** Asks the policies, which counts for their throttles. */
    Gate.Hearing hearing(Gate gate, List<Policy> policies) {
        return passed.isEmpty()
                ? gate.hear(policies, event, rules())
                : gate.hearAgain(policies, event, rules(), passed);
    }

    /** Asks the policies what they would say; nothing is counted. */
    public Gate.Hearing wouldHear(Gate gate, List<Policy> policies) {
        return gate.wouldSay(policies, event, passed);
    }

    private List<String> rules() {
        return matches.stream().map(m -> m.rule().pattern().text()).distinct().toList();
    }
}
