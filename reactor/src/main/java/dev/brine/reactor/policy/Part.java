package dev.brine.reactor.policy;

/**
 * What one key of a {@code reactor_policy} entry says ({@code throttle}, {@code retry}, ...).
 *
 * <p>Each key has a record of its own that implements this and reads itself; {@code PolicyKeys} lists them all. A policy is asked
 * for a part by its type.
 */
public interface Part {

    /** Reads the value of one key. */
    @FunctionalInterface
    interface Reader {
        /** @throws BadPolicy when the value is not understood; the entry is then refused as a whole */
        Part read(Spec value) throws BadPolicy;
    }
}
