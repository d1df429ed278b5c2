package dev.brine.transport.crypto;

/**
 * A seal, a signature or an encrypted key that does not hold.
 *
 * <p>Whatever was wrong, it is this one exception; the message is for the log, never for the peer. It carries no stack
 * trace because peers can cause it at will.
 */
public final class AuthFailure extends RuntimeException {
    public AuthFailure(String message) {
        super(message, null, false, false);
    }
}
