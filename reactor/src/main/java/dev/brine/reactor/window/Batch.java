package dev.brine.reactor.window;

import dev.brine.engine.client.BatchPlan;
import dev.brine.reactor.policy.BadPolicy;
import dev.brine.reactor.policy.Part;
import dev.brine.reactor.policy.Spec;

/**
 * {@code batch}: jobs run on a few minions at a time, as with {@code salt --batch}.
 *
 * @param size a number of minions, or a share of them ("10%")
 */
public record Batch(String size) implements Part {

    public static Batch read(Spec value) throws BadPolicy {
        String size = value.text();
        if (BatchPlan.size(size, 1).isEmpty()) {
            throw value.bad("'" + size + "' is no batch size; write 10% or 3");
        }
        return new Batch(size);
    }
}
