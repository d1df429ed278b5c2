package dev.brine.engine.data;

/** An untyped map does not hold what its reader needs; the message names the path, what was needed and what was found. */
public final class DataException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DataException(String message) {
        super(message);
    }
}
