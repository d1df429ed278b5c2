package dev.brine.engine.call;

/**
 * A function could not do what it was asked for; the message is for the user.
 *
 * <p>The counterpart of Salt's CommandExecutionError and SaltInvocationError: shown as {@code ERROR: message}, without a stack
 * trace. Anything else that a function throws is a fault of ours and shown with its trace.
 */
public final class FunctionError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public FunctionError(String message) {
        super(message);
    }

    public FunctionError(String message, Throwable cause) {
        super(message, cause);
    }
}
