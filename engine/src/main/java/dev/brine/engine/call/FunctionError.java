package dev.brine.engine.call;

import java.util.Map;

/**
 * A function could not do what it was asked for; the message is for the user.
 *
 * <p>The counterpart of Salt's CommandExecutionError and SaltInvocationError: shown as {@code ERROR: message}, without a stack
 * trace. Anything else that a function throws is a fault of ours and shown with its trace.
 */
public final class FunctionError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Map<String, Object> info;

    public FunctionError(String message) {
        super(message);
        info = Map.of();
    }

    public FunctionError(String message, Throwable cause) {
        super(message, cause);
        info = Map.of();
    }

    /**
     * A failure that left something behind.
     *
     * @param info plain values; what states read of it: {@code changes} (what was done all the same), {@code errors}
     */
    public FunctionError(String message, Map<String, Object> info) {
        super(message);
        this.info = info;
    }

    /** What goes with the message; empty when there is nothing. */
    public Map<String, Object> info() {
        return info;
    }
}
