package dev.brine.transport;

import java.time.Duration;

/**
 * One request's right to one answer. Stock Salt clients have no way out but their timeout, so every
 * request gets an answer: the first {@link #reply}, or the server's fault reply once the deadline is over.
 * Usable from any thread.
 */
public interface Exchange {

    /**
     * Answers the request.
     *
     * @return false if it had been answered before; then these bytes are dropped and the fact is logged
     */
    boolean reply(byte[] answer);

    /**
     * Gives the request a new deadline, counted from now, and takes it out of the server's count of
     * requests in work, so that waiting requests do not stop the server from reading.
     *
     * @return false if too many requests are parked already or this one is answered: then answer now
     */
    boolean park(Duration deadline);

    /** Whether an answer has been given. */
    boolean answered();

    /** The peer's IP address as the socket saw it, or "" where it is not known. */
    String peer();
}
