package dev.brine.transport.zmq;

import dev.brine.transport.PeerListener;
import dev.brine.transport.PublishServer;
import dev.brine.transport.SocketOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/** PUB with its own thread {@code pub-io}. */
final class ZmqPublishServer implements PublishServer, SocketLoop.Source {

    /** Messages handed over and not yet sent; a publisher waits above it. */
    private static final int MAX_QUEUED = 10_000;

    private final SocketLoop loop = new SocketLoop("pub-io");
    private final Semaphore room = new Semaphore(MAX_QUEUED);
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Connections connections = new Connections();
    private final Monitor monitor;
    private final ZMQ.Socket socket;
    private final String endpoint;

    ZmqPublishServer(ZMQ.Context context, String endpoint, SocketOptions options, PeerListener peers) {
        monitor = new Monitor(loop, peers);
        try {
            socket = loop.call(() -> Sockets.open(context, SocketType.PUB, options, connections));
            this.endpoint = loop.call(() -> start(endpoint, options.handshake()));
        } catch (RuntimeException e) {
            loop.close();
            throw e;
        }
    }

    private String start(String wanted, Duration handshake) {
        monitor.watch(socket, connections);
        String bound = Sockets.bind(socket, wanted);
        loop.add(this);
        connections.watch(loop, handshake);
        return bound;
    }

    @Override
    public void publish(@Nullable String topic, byte[] payload) {
        room.acquireUninterruptibly();
        if (!loop.execute(() -> send(topic, payload))) {
            room.release();
            throw new IllegalStateException("the publish port " + endpoint + " is closed");
        }
    }

    @Override
    public Set<String> peers() {
        return monitor.ips();
    }

    @Override
    public String endpoint() {
        return endpoint;
    }

    @Override
    public int port() {
        return Sockets.port(endpoint);
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            loop.close();
        }
    }

    @Override
    public ZMQ.Socket socket() {
        return socket;
    }

    /** Lets the socket do its housekeeping: subscriptions, peers that left. */
    @Override
    public boolean read() {
        socket.getEvents();
        return false;
    }

    @Override
    public void end() {
        loop.remove(this);
        socket.close();
    }

    private void send(@Nullable String topic, byte[] payload) {
        room.release();
        if (topic != null) {
            socket.send(topic.getBytes(StandardCharsets.UTF_8), ZMQ.SNDMORE | ZMQ.DONTWAIT);
        }
        socket.send(payload, ZMQ.DONTWAIT);
        loop.touch(this);
    }
}
