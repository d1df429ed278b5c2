package dev.brine.reactor.policy;

import java.time.Duration;
import java.util.List;

/**
 * {@code throttle}: how often.
 *
 * @param onceWithin at most one answer in this time
 * @param by dotted paths into the data: events that differ there are counted apart
 */
public record Throttle(Duration onceWithin, List<String> by) implements Part {

    public static Throttle read(Spec value) throws BadPolicy {
        value.map(List.of("once_within", "by"));
        return new Throttle(value.at("once_within").time(), value.at("by").texts());
    }
}
