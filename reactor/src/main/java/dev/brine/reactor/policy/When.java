package dev.brine.reactor.policy;

import dev.brine.engine.event.Event;
import java.time.Instant;
import java.util.Optional;

/**
 * {@code when}: what must be so of the event.
 *
 * @param condition on its data
 */
public record When(Condition condition) implements Part {

    public static When read(Spec value) throws BadPolicy {
        return new When(Condition.read(value));
    }

    @Override
    public String toString() {
        return condition.toString();
    }

    /** The first condition that does not hold, for people. */
    Optional<String> against(Event event, Instant now) {
        return condition.against(path -> DataPath.value(event, path), now).map(why -> "when: " + why);
    }
}
