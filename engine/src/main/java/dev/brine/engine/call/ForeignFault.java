package dev.brine.engine.call;

/**
 * A function in another language threw; what users see of it is ready made there, with the trace of that language.
 *
 * <p>Safe for any thread.
 */
public final class ForeignFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param shown the whole text that the job returns */
    public ForeignFault(String shown) {
        super(shown, null, false, false);
    }
}
