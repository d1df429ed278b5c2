package dev.brine.reactor.policy;

/** {@code mode}: whether reactions are run, or only noted. */
public enum Mode implements Part {
    ENFORCE,
    /** reactions are rendered and kept as records, and not run */
    SHADOW;

    public static Mode read(Spec value) throws BadPolicy {
        return value.one(values());
    }
}
