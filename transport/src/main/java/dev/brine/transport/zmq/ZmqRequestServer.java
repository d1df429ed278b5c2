package dev.brine.transport.zmq;

import dev.brine.transport.RequestHandler;
import dev.brine.transport.RequestLimits;
import dev.brine.transport.RequestServer;
import dev.brine.transport.SocketOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;
import zmq.Msg;
import zmq.SocketBase;
import zmq.io.Metadata;

/**
 * ROUTER that answers each request once.
 *
 * <pre>
 * in   [identity] ([empty])? [request]      REQ sends the empty frame, a bare DEALER need not
 * out  [identity] ([empty])? [answer]
 * </pre>
 *
 * Messages of another shape, or of more than 16 frames, are dropped: no client of Salt sends them.
 */
final class ZmqRequestServer implements RequestServer, SocketLoop.Source {

    private static final Logger LOG = LoggerFactory.getLogger(ZmqRequestServer.class);
    private static final int MAX_FRAMES = 16;
    private static final int BURST = 256;
    private static final long QUIET_NANOS = 10_000_000_000L;

    private final SocketLoop loop = new SocketLoop("req-io");
    private final RequestLimits limits;
    private final byte[] faultReply;
    private final Executor workers;
    private final RequestHandler handler;
    private final Connections connections = new Connections();
    private final ZMQ.Socket socket;
    private final SocketBase base;
    private final String endpoint;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicInteger inWork = new AtomicInteger();
    private final AtomicInteger parked = new AtomicInteger();
    private volatile boolean paused;
    private long pauseLogged = System.nanoTime() - QUIET_NANOS;

    /** Requests without an answer; bounded by the two limits. Owned by the loop. */
    private final Set<ZmqExchange> open = new LinkedHashSet<>();

    ZmqRequestServer(
            ZMQ.Context context,
            String endpoint,
            SocketOptions options,
            RequestLimits limits,
            Executor workers,
            RequestHandler handler) {
        this.limits = limits;
        this.faultReply = limits.faultReply();
        this.workers = workers;
        this.handler = handler;
        try {
            this.socket = loop.call(() -> Sockets.open(context, SocketType.ROUTER, options, connections));
            this.base = socket.base();
            this.endpoint = loop.call(() -> start(endpoint, options.handshake()));
        } catch (RuntimeException e) {
            loop.close();
            throw e;
        }
    }

    private String start(String wanted, Duration handshake) {
        base.setEventHook(connections::event, Connections.EVENTS);
        socket.setRouterMandatory(false);
        socket.setRouterHandover(false);
        String bound = Sockets.bind(socket, wanted);
        loop.add(this);
        loop.at(System.nanoTime() + sweepNanos(), this::sweep);
        connections.watch(loop, handshake);
        return bound;
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
    public int open() {
        return inWork.get() + parked.get();
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

    @Override
    public boolean wantsRead() {
        return !paused;
    }

    @Override
    public boolean read() {
        for (int n = 0; n < BURST; n++) {
            if (inWork.get() >= limits.inWork()) {
                pause();
                return !paused;
            }
            Msg identity = base.recv(ZMQ.DONTWAIT);
            if (identity == null) {
                return false;
            }
            take(identity);
        }
        return true;
    }

    @Override
    public void end() {
        for (ZmqExchange exchange : List.copyOf(open)) {
            exchange.fault("the server closes");
        }
        for (ZmqExchange exchange : List.copyOf(open)) {
            send(exchange, faultReply);
        }
        loop.remove(this);
        socket.close();
    }

    boolean mayPark() {
        if (parked.incrementAndGet() > limits.parked()) {
            parked.decrementAndGet();
            return false;
        }
        inWork.decrementAndGet();
        if (paused) {
            loop.execute(this::resume);
        }
        return true;
    }

    /** Hands the answer to the loop. The queue is bounded by the open requests: each is answered once. */
    void answer(ZmqExchange exchange, byte[] answer) {
        exchange.releaseRequest();
        (exchange.isParked() ? parked : inWork).decrementAndGet();
        loop.execute(() -> send(exchange, answer));
    }

    byte[] faultReply() {
        return faultReply;
    }

    private void take(Msg identity) {
        List<Msg> frames = new ArrayList<>(2);
        Msg frame = identity;
        int count = 1;
        while (frame.hasMore()) {
            frame = base.recv(ZMQ.DONTWAIT);
            if (frame == null) {
                return;
            }
            if (++count <= MAX_FRAMES) {
                frames.add(frame);
            }
        }
        boolean delimited = frames.size() == 2 && frames.get(0).size() == 0;
        if (frame instanceof Frame last && last.isRefused()) {
            return;
        }
        if (!delimited && frames.size() != 1) {
            LOG.debug("{}: dropped a message of {} frames from {}", endpoint, count, address(frame));
            return;
        }
        Duration deadline = limits.deadline();
        ZmqExchange exchange = new ZmqExchange(
                this,
                identity.data(),
                delimited,
                address(frame),
                frame instanceof Frame last && last.isHeld() ? last : null,
                System.nanoTime() + deadline.toNanos());
        open.add(exchange);
        inWork.incrementAndGet();
        byte[] request = frame.data();
        try {
            workers.execute(() -> handle(request, exchange));
        } catch (RejectedExecutionException e) {
            exchange.fault("the workers take no more");
        }
    }

    private void handle(byte[] request, ZmqExchange exchange) {
        try {
            handler.handle(request, exchange);
        } catch (Exception | AssertionError | LinkageError | OutOfMemoryError | StackOverflowError e) {
            LOG.error(
                    "{}: the handler failed on a request of {} bytes from {}",
                    endpoint,
                    request.length,
                    exchange.peer(),
                    e);
            exchange.fault("its handler failed");
        }
    }

    private static String address(Msg frame) {
        Metadata metadata = frame.getMetadata();
        String address = metadata == null ? null : metadata.get(Metadata.PEER_ADDRESS);
        return address == null ? "" : address.substring(0, address.lastIndexOf(':'));
    }

    private void send(ZmqExchange exchange, byte[] answer) {
        if (!open.remove(exchange)) {
            return;
        }
        socket.send(exchange.identity(), ZMQ.SNDMORE | ZMQ.DONTWAIT);
        if (exchange.delimited()) {
            socket.send(new byte[0], ZMQ.SNDMORE | ZMQ.DONTWAIT);
        }
        socket.send(answer, ZMQ.DONTWAIT);
        loop.touch(this);
        resume();
    }

    private void pause() {
        paused = true;
        long now = System.nanoTime();
        if (now - pauseLogged > QUIET_NANOS) {
            pauseLogged = now;
            LOG.warn("{}: {} requests in work, reading stops until some are answered", endpoint, limits.inWork());
        }
        resume();
    }

    private void resume() {
        if (paused && inWork.get() < limits.inWork() - limits.inWork() / 4) {
            paused = false;
            loop.touch(this);
        }
    }

    private void sweep() {
        long now = System.nanoTime();
        for (ZmqExchange exchange : List.copyOf(open)) {
            if (exchange.deadline() - now <= 0) {
                exchange.fault("nobody answered in time");
            }
        }
        loop.at(now + sweepNanos(), this::sweep);
    }

    private long sweepNanos() {
        return Math.max(10_000_000L, Math.min(1_000_000_000L, limits.deadline().toNanos() / 8));
    }
}
