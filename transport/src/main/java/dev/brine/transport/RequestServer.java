package dev.brine.transport;

/** A listening request port (Salt's 4506): each request is answered exactly once. */
public interface RequestServer extends AutoCloseable {

    /** The bound address, {@code tcp://127.0.0.1:4506}; with the real port where 0 was asked for. */
    String endpoint();

    /** The bound TCP port. */
    int port();

    /** Requests received that have no answer yet, parked ones included. */
    int open();

    /** Stops reading, answers what is still open with the fault reply, flushes, and closes the port. */
    @Override
    void close();
}
