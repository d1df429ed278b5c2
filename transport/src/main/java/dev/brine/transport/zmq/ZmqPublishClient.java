package dev.brine.transport.zmq;

import dev.brine.transport.PeerListener;
import dev.brine.transport.PublishClient;
import dev.brine.transport.PublishHandler;
import dev.brine.transport.SocketOptions;
import dev.brine.transport.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/** SUB in the clients' loop. */
final class ZmqPublishClient implements PublishClient, SocketLoop.Source {

    private static final Logger LOG = LoggerFactory.getLogger(ZmqPublishClient.class);
    private static final int BURST = 256;

    private final SocketLoop loop;
    private final String endpoint;
    private final Topics topics;
    private final PublishHandler handler;
    private final Monitor monitor;
    private final ZMQ.Socket socket;
    private final AtomicBoolean closed = new AtomicBoolean();

    ZmqPublishClient(
            ZMQ.Context context,
            SocketLoop loop,
            String endpoint,
            SocketOptions options,
            @Nullable String identity,
            Topics topics,
            PublishHandler handler,
            PeerListener listener) {
        this.loop = loop;
        this.endpoint = endpoint;
        this.topics = topics;
        this.handler = handler;
        this.monitor = new Monitor(loop, listener);
        this.socket = loop.call(() -> open(context, options.withLinger(Duration.ZERO), identity));
        loop.execute(() -> loop.add(this));
    }

    private ZMQ.Socket open(ZMQ.Context context, SocketOptions options, @Nullable String identity) {
        ZMQ.Socket opened = Sockets.open(context, SocketType.SUB, options);
        try {
            if (identity != null && !identity.isEmpty()) {
                opened.setIdentity(identity.getBytes(StandardCharsets.UTF_8));
            }
            if (topics.filter()) {
                for (String topic : topics.accepted()) {
                    opened.subscribe(topic.getBytes(StandardCharsets.UTF_8));
                }
            } else {
                opened.subscribe(ZMQ.SUBSCRIPTION_ALL);
            }
            monitor.watch(opened, new HandshakeWatch(context, loop));
            opened.connect(endpoint);
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
        return opened;
    }

    @Override
    public String endpoint() {
        return endpoint;
    }

    @Override
    public boolean connected() {
        return monitor.any();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            loop.execute(this::end);
        }
    }

    @Override
    public ZMQ.Socket socket() {
        return socket;
    }

    @Override
    public boolean read() {
        for (int n = 0; n < BURST; n++) {
            byte[] first = socket.recv(ZMQ.DONTWAIT);
            if (first == null) {
                return false;
            }
            byte[] second = null;
            int frames = 1;
            while (socket.hasReceiveMore()) {
                byte[] frame = socket.recv(ZMQ.DONTWAIT);
                if (++frames == 2) {
                    second = frame;
                }
            }
            deliver(frames, first, second);
        }
        return true;
    }

    @Override
    public void end() {
        loop.remove(this);
        socket.close();
    }

    private void deliver(int frames, byte[] first, byte @Nullable [] second) {
        if (frames == 1) {
            handler.message(null, first);
            return;
        }
        String topic = new String(first, StandardCharsets.UTF_8);
        if (frames == 2 && second != null && topics.accepted().contains(topic)) {
            handler.message(topic, second);
        } else {
            LOG.debug("{}: dropped a message of {} frames, topic of {} bytes", endpoint, frames, first.length);
        }
    }
}
