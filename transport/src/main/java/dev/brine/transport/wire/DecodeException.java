package dev.brine.transport.wire;

/**
 * Bytes or a name from outside that are not what they should be; the only exception the decoders of this
 * package throw for bad input.
 *
 * <p>It carries no stack trace: peers can cause it at will, so it has to be cheap. Messages never contain
 * the input itself.
 */
public final class DecodeException extends RuntimeException {
    public DecodeException(String message) {
        super(message, null, false, false);
    }
}
