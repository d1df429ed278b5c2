package dev.brine.reactor.window;

import dev.brine.reactor.policy.BadPolicy;
import dev.brine.reactor.policy.Part;
import dev.brine.reactor.policy.Spec;
import java.time.Duration;

/**
 * {@code batch_wait}: how long after a minion's return the next one has its turn.
 *
 * @param length zero for at once
 */
public record BatchWait(Duration length) implements Part {

    public static BatchWait read(Spec value) throws BadPolicy {
        return new BatchWait(value.time());
    }
}
