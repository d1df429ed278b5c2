package dev.brine.engine.call;

/**
 * A function was asked for something that makes no sense; the message is for the user.
 *
 * <p>The counterpart of Salt's SaltInvocationError: shown as {@code ERROR executing 'x.y': message}, without a stack trace.
 */
public final class InvocationError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InvocationError(String message) {
        super(message);
    }
}
