package dev.brine.reactor.policy;

import dev.brine.engine.event.Event;
import dev.brine.reactor.rule.Rule;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Decides whether a rule that matched answers an event, and remembers what throttles need. Any thread. */
public final class Gate {
    private static final int MOST_KEYS = 100_000;

    private final Clock clock;
    private final ToLongFunction<Event> stamp;
    private final Throttles throttles;

    /**
     * A gate that goes on where {@code store} was left.
     *
     * @param stamp when an event came, milliseconds of the epoch
     */
    public Gate(Clock clock, ToLongFunction<Event> stamp, ThrottleStore store) {
        this.clock = clock;
        this.stamp = stamp;
        this.throttles = new Throttles(clock, store, MOST_KEYS);
    }

    /** What is decided about one file of a rule that matched. */
    public sealed interface Decision {}

    /**
     * The file answers.
     *
     * @param more names for it
     */
    public record Answer(Mode mode, Map<String, Object> more) implements Decision {}

    /**
     * The file does not answer this event.
     *
     * @param gate which key of the policy holds it back
     */
    public record Hold(String policy, Key gate, String reason) implements Decision {
        @Override
        public String toString() {
            return "policy '" + policy + "': " + reason;
        }
    }

    /** Keys that can hold an event back. */
    public enum Key {
        FROM,
        WHEN,
        ACTIVE,
        THROTTLE
    }

    /** Whether throttles count what they are asked about. */
    private enum Counting {
        COUNT,
        PEEK
    }

    /** What the policies say about one event: each is asked once, whatever the number of rules that it is about. One thread. */
    public final class Hearing {
        private final List<Policy> policies;
        private final Event event;
        private final List<String> rules;
        private final String passed;
        private final Counting counting;
        private final Map<String, Optional<Hold>> against = new HashMap<>();
        private final Map<String, Throttles.Verdict> verdicts = new HashMap<>();

        private Hearing(List<Policy> policies, Event event, List<String> rules, String passed, Counting counting) {
            this.policies = policies;
            this.event = event;
            this.rules = rules;
            this.passed = passed;
            this.counting = counting;
        }

        /** Whether the event is about this file at all: one that waited is only about those that its policy made wait. */
        public boolean concerns(Rule rule, String file) {
            return policies.stream()
                    .filter(policy -> policy.name().equals(passed))
                    .allMatch(policy -> policy.holdsFor(rule, file, event.tag()));
        }

        /** Asks every policy of the rule's file; the first that holds it back decides. Throttles are asked last, so that they count nothing else. */
        public Decision decide(Rule rule, String file) {
            List<Policy> about = policies.stream()
                    .filter(policy -> policy.holdsFor(rule, file, event.tag()))
                    .toList();
            Mode mode = Mode.ENFORCE;
            for (Policy policy : about) {
                Optional<Hold> held = against.computeIfAbsent(policy.name(), p -> against(policy));
                if (held.isPresent()) {
                    return held.get();
                }
                mode = policy.mode() == Mode.SHADOW ? Mode.SHADOW : mode;
            }
            Map<String, Object> more = new LinkedHashMap<>();
            for (Policy policy : about) {
                Throttles.Verdict verdict = verdicts.computeIfAbsent(policy.name(), p -> throttled(policy));
                if (verdict instanceof Throttles.Held held) {
                    return new Hold(policy.name(), Key.THROTTLE, "throttle: " + held.reason());
                } else if (verdict instanceof Throttles.Pass pass) {
                    more.putAll(pass.more());
                }
            }
            return new Answer(mode, more);
        }

        private Optional<Hold> against(Policy policy) {
            Instant now = clock.instant();
            return policy.part(From.class)
                    .flatMap(from -> from.against(event.origin()))
                    .map(why -> new Hold(policy.name(), Key.FROM, why))
                    .or(() -> policy.part(When.class)
                            .flatMap(when -> when.against(event, now))
                            .map(why -> new Hold(policy.name(), Key.WHEN, why)))
                    .or(() -> policy.part(Active.class)
                            .flatMap(active -> active.against(now))
                            .map(why -> new Hold(policy.name(), Key.ACTIVE, why)));
        }

        private Throttles.Verdict throttled(Policy policy) {
            Throttle throttle = policy.part(Throttle.class).orElse(null);
            if (throttle == null || !passed.isEmpty()) {
                return new Throttles.Pass(Map.of());
            }
            long at = stamp.applyAsLong(event);
            List<String> waiting = rules.stream()
                    .filter(rule -> policy.holdsFor(rule, event.tag()))
                    .toList();
            return counting == Counting.COUNT
                    ? throttles.count(policy.name(), throttle, event, at, waiting)
                    : throttles.peek(policy.name(), throttle, event, at);
        }

        /** What each key of each policy of the rule's file says by itself, in order. */
        public List<Opinion> opinions(Rule rule, String file) {
            Instant now = clock.instant();
            List<Opinion> all = new ArrayList<>();
            for (Policy policy : policies) {
                if (!policy.holdsFor(rule, file, event.tag())) {
                    continue;
                }
                policy.part(From.class)
                        .ifPresent(from -> all.add(opinion(policy, Key.FROM, from, from.against(event.origin()))));
                policy.part(When.class)
                        .ifPresent(when -> all.add(opinion(policy, Key.WHEN, when, when.against(event, now))));
                policy.part(Active.class)
                        .ifPresent(active -> all.add(opinion(policy, Key.ACTIVE, active, active.against(now))));
                policy.part(Throttle.class).ifPresent(throttle -> {
                    Throttles.Verdict verdict = verdicts.computeIfAbsent(policy.name(), p -> throttled(policy));
                    all.add(opinion(
                            policy,
                            Key.THROTTLE,
                            throttle,
                            verdict instanceof Throttles.Held no
                                    ? Optional.of("throttle: " + no.reason())
                                    : Optional.empty()));
                });
            }
            return all;
        }

        private Opinion opinion(Policy policy, Key key, Part asks, Optional<String> against) {
            String word = key.name().toLowerCase(Locale.ROOT);
            return new Opinion(policy, against.isEmpty(), against.orElse(word + ": " + asks + ": yes"));
        }
    }

    /**
     * What one key of a policy says about an event.
     *
     * @param holds whether it lets the event through
     * @param words for people
     */
    public record Opinion(Policy policy, boolean holds, String words) {}

    /** Begins to hear what the policies say about an event, which counts for their throttles. */
    public Hearing hear(List<Policy> policies, Event event, List<String> rules) {
        return new Hearing(policies, event, rules, "", Counting.COUNT);
    }

    /** The same about an event that has waited until the throttle of {@code passed} let it go. */
    public Hearing hearAgain(List<Policy> policies, Event event, List<String> rules, String passed) {
        return new Hearing(policies, event, rules, passed, Counting.COUNT);
    }

    /** The same, and nothing is counted; {@code passed} is empty for an event that has not waited. */
    public Hearing wouldSay(List<Policy> policies, Event event, String passed) {
        return new Hearing(policies, event, List.of(), passed, Counting.PEEK);
    }

    /** When events that wait will be answered next; {@code Long.MAX_VALUE} when none wait. */
    public long nextDue() {
        return throttles.nextDue();
    }

    /** The lowest number of an event that will be answered later; {@code none} when there is none. */
    public long lowest(long none) {
        return throttles.lowest(none);
    }

    /**
     * Gives what has waited long enough.
     *
     * @param recall finds an event by its number, for a policy; null when it is gone
     */
    public void end(BiFunction<Long, String, @Nullable Event> recall, Consumer<LateEvent> answer) {
        throttles.end(clock.millis(), recall, answer);
    }
}
