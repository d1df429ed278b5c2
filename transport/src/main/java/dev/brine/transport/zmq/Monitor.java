package dev.brine.transport.zmq;

import dev.brine.transport.PeerListener;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.zeromq.ZMQ;
import zmq.ZMQ.Event;

/**
 * Follows the connections of a socket. JeroMQ calls the hook on its I/O thread and names the listening
 * address, not the peer, so the peer's address is taken from the channel; the listener is called on the loop.
 * What is handed over is bounded by the connections there are.
 */
final class Monitor {

    private final SocketLoop loop;
    private final PeerListener listener;
    private final IdentityHashMap<SocketChannel, String> open = new IdentityHashMap<>();
    private final Map<String, Integer> addresses = new ConcurrentHashMap<>();

    Monitor(SocketLoop loop, PeerListener listener) {
        this.loop = loop;
        this.listener = listener;
    }

    /** Starts to follow a socket that listens, whose connections are watched, too; before bind. */
    void watch(ZMQ.Socket socket, Connections connections) {
        socket.base()
                .setEventHook(
                        event -> {
                            connections.event(event);
                            event(event);
                        },
                        Connections.EVENTS);
    }

    /** The same for a socket that connects, whose handshakes are watched, too. */
    void watch(ZMQ.Socket socket, HandshakeWatch handshakes) {
        socket.base()
                .setEventHook(
                        event -> {
                            handshakes.event(event);
                            event(event);
                        },
                        zmq.ZMQ.ZMQ_EVENT_CONNECTED
                                | zmq.ZMQ.ZMQ_EVENT_DISCONNECTED
                                | zmq.ZMQ.ZMQ_EVENT_HANDSHAKE_PROTOCOL);
    }

    /** The peers' IP addresses. */
    Set<String> ips() {
        Set<String> ips = new TreeSet<>();
        for (String address : addresses.keySet()) {
            ips.add(address.substring(0, address.lastIndexOf(':')));
        }
        return ips;
    }

    boolean any() {
        return !addresses.isEmpty();
    }

    private void event(Event event) {
        if (!(event.arg instanceof SocketChannel channel)) {
            return;
        }
        if (event.event == zmq.ZMQ.ZMQ_EVENT_DISCONNECTED) {
            loop.execute(() -> gone(channel));
        } else {
            String address = remote(channel);
            loop.execute(() -> come(channel, address));
        }
    }

    private void come(SocketChannel channel, String address) {
        open.put(channel, address);
        addresses.merge(address, 1, Integer::sum);
        listener.connected(address);
    }

    private void gone(SocketChannel channel) {
        String address = open.remove(channel);
        if (address != null) {
            addresses.computeIfPresent(address, (a, n) -> n == 1 ? null : n - 1);
            listener.disconnected(address);
        }
    }

    private static String remote(SocketChannel channel) {
        try {
            SocketAddress address = channel.getRemoteAddress();
            if (address instanceof InetSocketAddress inet) {
                return inet.getAddress().getHostAddress() + ":" + inet.getPort();
            }
        } catch (IOException e) {
            // closed in the meantime: the event that says so comes next
        }
        return "unknown:0";
    }
}
