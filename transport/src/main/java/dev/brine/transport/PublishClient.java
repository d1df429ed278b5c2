package dev.brine.transport;

/** One subscription to a publish port; it reconnects by itself until closed. */
public interface PublishClient extends AutoCloseable {

    /** The server's address. */
    String endpoint();

    /** Whether the connection stands now. */
    boolean connected();

    @Override
    void close();
}
