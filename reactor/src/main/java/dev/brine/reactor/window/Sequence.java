package dev.brine.reactor.window;

import dev.brine.reactor.policy.BadPolicy;
import dev.brine.reactor.policy.Part;
import dev.brine.reactor.policy.Spec;

/** {@code sequence: true}: a firing's reactions run one after the other, each when the one before it has ended. */
public record Sequence(boolean on) implements Part {

    public static Sequence read(Spec value) throws BadPolicy {
        if (value.value() instanceof Boolean on) {
            return new Sequence(on);
        }
        throw value.bad("must be true or false; found " + value.value());
    }
}
