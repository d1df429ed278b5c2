package dev.brine.transport;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Sends requests and waits for their answers, one at a time on a connection (REQ semantics). After a
 * timeout the socket is closed and made anew, so a late answer never reaches the next request.
 */
public interface RequestClient extends AutoCloseable {

    /**
     * Sends a request; the future fails with {@link RequestTimeout} when no answer came in time (the time
     * spent waiting for earlier requests counts), or with an {@link IOException} when the client is closed,
     * its queue is full or the address cannot be resolved. Completed on the socket's thread: continue with
     * {@code thenApplyAsync} when the work takes time.
     */
    CompletableFuture<byte[]> send(byte[] request, Duration timeout);

    /** As {@link #send}, waiting for the answer. */
    byte[] ask(byte[] request, Duration timeout) throws IOException, InterruptedException;

    /** The server's address. */
    String endpoint();

    @Override
    void close();
}
