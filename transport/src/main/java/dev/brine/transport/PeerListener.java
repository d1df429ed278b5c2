package dev.brine.transport;

/**
 * Learns of connections: on a publish port those of the subscribers, on a subscriber its own. Called on
 * the socket's thread, in order.
 */
public interface PeerListener {

    /** Does nothing. */
    PeerListener NONE = new PeerListener() {
        @Override
        public void connected(String address) {}

        @Override
        public void disconnected(String address) {}
    };

    /** A connection stands. The address is {@code ip:port} of the other side. */
    void connected(String address);

    /** A connection reported before is gone. */
    void disconnected(String address);
}
