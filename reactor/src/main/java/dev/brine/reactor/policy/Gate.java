package dev.brine.reactor.policy;

import dev.brine.engine.event.Event;
import dev.brine.reactor.rule.Rule;
import java.time.Clock;
import java.util.HashMap;
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

    /** What is decided about one file of a rule that matched. */
    public sealed interface Decision {}

    /** The file answers. */
    public record Answer(Mode mode) implements Decision {}

    /** The file does not answer this event; {@code reason} names the policy. */
    public record Hold(String reason) implements Decision {}

    /** What the policies say about one event: each is asked once, whatever the number of rules that it is about. One thread. */
    public final class Hearing {
        private final List<Policy> policies;
        private final Event event;
        private final Map<String, Optional<String>> heard = new HashMap<>();

        private Hearing(List<Policy> policies, Event event) {
            this.policies = policies;
            this.event = event;
        }

        /** Asks every policy of the rule's file; the first that holds it back decides. */
        public Decision decide(Rule rule, String file) {
            Mode mode = Mode.ENFORCE;
            for (Policy policy : policies) {
                if (!policy.holdsFor(rule, file, event.tag())) {
                    continue;
                }
                Optional<String> held = heard.computeIfAbsent(policy.name(), p -> held(policy, event));
                if (held.isPresent()) {
                    return new Hold("policy '" + policy.name() + "': " + held.get());
                }
                mode = policy.mode() == Mode.SHADOW ? Mode.SHADOW : mode;
            }
            return new Answer(mode);
        }
    }

    /** Begins to hear what the policies say about an event. */
    public Hearing hear(List<Policy> policies, Event event) {
        return new Hearing(policies, event);
    }

    private Optional<String> held(Policy policy, Event event) {
        Optional<String> against = policy.part(From.class)
                .flatMap(from -> from.against(event.origin()))
                .or(() -> policy.part(When.class).flatMap(when -> when.against(event)));
        return against.isPresent()
                ? against
                : policy.part(Throttle.class)
                        .filter(throttle -> !first(policy.name(), throttle, event))
                        .map(throttle -> "throttle: answered within "
                                + throttle.onceWithin().toSeconds() + " s already");
    }

    private boolean first(String policy, Throttle throttle, Event event) {
        StringBuilder key = new StringBuilder(policy);
        for (String path : throttle.by()) {
            key.append('\n').append(Condition.value(event.data(), path));
        }
        long now = clock.millis();
        long after = now - throttle.onceWithin().toMillis();
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
