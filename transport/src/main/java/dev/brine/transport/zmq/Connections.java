package dev.brine.transport.zmq;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import zmq.ZMQ.Event;
import zmq.util.Utils;

/**
 * The connections of a server, so that one of them can be ended: JeroMQ itself ends none that stays silent after its
 * greeting. A peer is heard when a frame of it comes after the handshake; a subscriber's first is its subscription and a
 * client's its request. One that never comes is cut, connects again when it has something to say, and is none the worse. Ending means that nothing more is read: JeroMQ then meets the end of
 * the stream and closes as for a peer that left. Any thread.
 */
final class Connections {

    static final int EVENTS = zmq.ZMQ.ZMQ_EVENT_ACCEPTED | zmq.ZMQ.ZMQ_EVENT_DISCONNECTED;
    private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

    private final Map<SocketChannel, String> addresses = new ConcurrentHashMap<>();
    private final Map<String, SocketChannel> open = new ConcurrentHashMap<>();
    private final Map<String, Long> silentSince = new ConcurrentHashMap<>();

    /** JeroMQ's hook, called on its I/O thread. */
    void event(Event event) {
        if (!(event.arg instanceof SocketChannel channel)) {
            return;
        }
        if (event.event == zmq.ZMQ.ZMQ_EVENT_ACCEPTED) {
            String address = Utils.getPeerIpAddress(channel).address();
            addresses.put(channel, address);
            open.put(address, channel);
            silentSince.put(address, System.nanoTime());
        } else if (event.event == zmq.ZMQ.ZMQ_EVENT_DISCONNECTED) {
            String address = addresses.remove(channel);
            if (address != null && open.remove(address, channel)) {
                silentSince.remove(address);
            }
        }
    }

    /** Ends the connections that stay silent for {@code handshake}, in good time. On the loop; zero: never. */
    void watch(SocketLoop loop, Duration handshake) {
        if (!handshake.isZero()) {
            long now = System.nanoTime();
            cutSilentSince(now - handshake.toNanos());
            loop.at(now + Math.max(10_000_000L, handshake.toNanos() / 8), () -> watch(loop, handshake));
        }
    }

    void heard(String address) {
        if (!silentSince.isEmpty()) {
            silentSince.remove(address);
        }
    }

    private void cutSilentSince(long nanoTime) {
        silentSince.forEach((address, since) -> {
            if (since - nanoTime < 0) {
                cut(address, "its handshake is not finished");
            }
        });
    }

    void cut(String address, String why) {
        silentSince.remove(address);
        SocketChannel channel = open.get(address);
        if (channel != null) {
            LOG.debug("the connection from {} is cut: {}", address, why);
            try {
                channel.shutdownInput();
            } catch (IOException e) {
                LOG.debug("the connection from {} was closed already: {}", address, e.toString());
            }
        }
    }
}
