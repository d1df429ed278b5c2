package dev.brine.states.state;

import org.jspecify.annotations.Nullable;

/** Ends a state early: the message is its comment. */
final class Stop extends Exception {
    private static final long serialVersionUID = 1L;

    private final @Nullable Boolean outcome;

    Stop(@Nullable Boolean outcome, String comment) {
        super(comment);
        this.outcome = outcome;
    }

    /** The state's result: true, false, or null for what would change. */
    @Nullable
    Boolean outcome() {
        return outcome;
    }
}
