package dev.brine.engine.target;

/** A target expression cannot be understood; the message shows the place. */
public final class TargetException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TargetException(String message) {
        super(message);
    }
}
