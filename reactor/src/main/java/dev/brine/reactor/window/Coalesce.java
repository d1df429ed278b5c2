package dev.brine.reactor.window;

import dev.brine.reactor.policy.BadPolicy;
import dev.brine.reactor.policy.Part;
import dev.brine.reactor.policy.Spec;
import java.time.Duration;
import java.util.List;

/**
 * {@code coalesce}: what a rule's events ask for is gathered for a while, and calls that differ only in the one minion they name go
 * out as one job.
 *
 * @param window how long after the first event
 * @param max so many events end it earlier
 */
public record Coalesce(Duration window, int max) implements Part {
    private static final int MOST = 10_000;

    public static Coalesce read(Spec value) throws BadPolicy {
        value.map(List.of("window", "max"));
        Duration window = value.at("window").time();
        int max = value.has("max") ? value.at("max").count(2) : 1_000;
        if (max > MOST) {
            throw value.at("max").bad("at most " + MOST + "; they are held in memory");
        }
        return new Coalesce(window, max);
    }
}
