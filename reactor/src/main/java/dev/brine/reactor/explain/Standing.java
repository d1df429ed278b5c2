package dev.brine.reactor.explain;

import dev.brine.reactor.policy.Gate;
import dev.brine.reactor.policy.ThrottleStore;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;

/**
 * What throttles and windows remember when it is asked what they would decide.
 *
 * @param gate asked without being counted
 * @param windows those that are open, as {@code reactor.windows} shows them
 * @param notes what else keeps rules from answering now
 * @param assumed what is taken for granted because no running reactor was asked; empty when one was
 */
public record Standing(Gate gate, Supplier<List<Object>> windows, Supplier<List<String>> notes, String assumed) {

    /** Nothing is remembered. */
    public static Standing fresh(Clock clock) {
        return new Standing(
                new Gate(clock, event -> clock.millis(), ThrottleStore.none()),
                List::of,
                List::of,
                "no running master was asked: throttles have counted nothing, no window is open, and the time is this host's");
    }
}
