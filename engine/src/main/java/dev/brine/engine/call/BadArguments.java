package dev.brine.engine.call;

/** Arguments do not fit a function's parameters; the message is in Python's words, as Salt's users know them. */
public final class BadArguments extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BadArguments(String message) {
        super(message);
    }
}
