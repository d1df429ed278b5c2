package dev.brine.reactor.policy;

import dev.brine.engine.event.Event;
import dev.brine.reactor.rule.Rule;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Decides whether a rule that matched answers an event, and remembers what throttles need. Any thread. */
public final class Gate {
    private static final int MOST_KEYS = 100_000;

    private final Clock clock;
    private final Map<String, Long> answered = new ConcurrentHashMap<>();

    public Gate(Clock clock) {
        this.clock = clock;
    }

    /** What is decided. */
    public sealed interface Decision {}

    /** The rule answers. */
    public record Answer(Policy.Mode mode) implements Decision {}

    /** The rule does not answer this event; {@code reason} names the policy. */
    public record Hold(String reason) implements Decision {}

    /** Asks every policy of the rule; the first that holds it back decides. */
    public Decision decide(List<Policy> policies, Rule rule, Event event) {
        Policy.Mode mode = Policy.Mode.ENFORCE;
        for (Policy policy : policies) {
            boolean meant = policy.match().text().equals(rule.pattern().text())
                    || policy.match().match(event.tag()).isPresent();
            if (!meant) {
                continue;
            }
            Optional<String> held = held(policy, event);
            if (held.isPresent()) {
                return new Hold("policy '" + policy.name() + "': " + held.get());
            }
            mode = policy.mode() == Policy.Mode.SHADOW ? policy.mode() : mode;
        }
        return new Answer(mode);
    }

    private Optional<String> held(Policy policy, Event event) {
        if (!policy.from().isEmpty() && !policy.from().contains(event.origin().kind())) {
            return Optional.of("the event comes from " + event.origin().kind());
        }
        for (Condition condition : policy.when()) {
            if (!condition.holds(event.data())) {
                return Optional.of("not so: " + condition);
            }
        }
        return policy.onceWithin().isZero() || first(policy, event)
                ? Optional.empty()
                : Optional.of("answered within " + policy.onceWithin().toSeconds() + " s already");
    }

    private boolean first(Policy policy, Event event) {
        StringBuilder key = new StringBuilder(policy.name());
        for (String path : policy.by()) {
            key.append('\n').append(Condition.value(event.data(), path));
        }
        long now = clock.millis();
        long after = now - policy.onceWithin().toMillis();
        if (answered.size() > MOST_KEYS) {
            answered.values().removeIf(at -> at <= after);
        }
        boolean[] first = {false};
        answered.compute(key.toString(), (k, at) -> {
            first[0] = at == null || at <= after;
            return first[0] ? now : at;
        });
        return first[0];
    }
}
