package dev.brine.reactor.window;

import dev.brine.reactor.policy.BadPolicy;
import dev.brine.reactor.policy.Part;
import dev.brine.reactor.policy.Spec;

/** {@code on_fail}: what becomes of the rest of a sequence when a step fails. */
public enum OnFail implements Part {
    STOP,
    CONTINUE;

    public static OnFail read(Spec value) throws BadPolicy {
        return value.one(values());
    }
}
