package dev.brine.transport.crypto;

/** Text that is not a key we accept: not PEM, not RSA, too short, too long or with a weak exponent. */
public final class KeyFormatException extends RuntimeException {
    public KeyFormatException(String message) {
        super(message, null, false, false);
    }
}
