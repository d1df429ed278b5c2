package dev.brine.transport.zmq;

import dev.brine.transport.RequestClient;
import dev.brine.transport.RequestTimeout;
import dev.brine.transport.SocketOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

/**
 * DEALER that behaves as REQ: a master may answer in any order and answers carry no number, so each
 * connection has one request at a time; a socket whose request timed out is thrown away.
 */
final class ZmqRequestClient implements RequestClient {

    /** Requests waiting for a connection; above it a new one fails at once. */
    private static final int MAX_WAITING = 10_000;

    private final ZMQ.Context context;
    private final SocketLoop loop;
    private final String endpoint;
    private final SocketOptions options;
    private final int connections;
    private final AtomicInteger pending = new AtomicInteger();

    // owned by the loop
    private final Deque<Ask> waiting = new ArrayDeque<>();
    private final Deque<Connection> idle = new ArrayDeque<>();
    private final List<Connection> all = new ArrayList<>();
    private boolean closed;

    ZmqRequestClient(ZMQ.Context context, SocketLoop loop, String endpoint, SocketOptions options, int connections) {
        this.context = context;
        this.loop = loop;
        this.endpoint = endpoint;
        this.options = options.withLinger(Duration.ZERO);
        this.connections = connections;
    }

    @Override
    public CompletableFuture<byte[]> send(byte[] request, Duration timeout) {
        Ask ask = new Ask(request, timeout);
        if (pending.incrementAndGet() > MAX_WAITING) {
            pending.decrementAndGet();
            ask.result.completeExceptionally(
                    new IOException(MAX_WAITING + " requests to " + endpoint + " wait already; this one is refused"));
            return ask.result;
        }
        if (!loop.execute(() -> start(ask))) {
            finish(ask, null, closedError());
        }
        return ask.result;
    }

    @Override
    public byte[] ask(byte[] request, Duration timeout) throws IOException, InterruptedException {
        try {
            return send(request, timeout).get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw new IOException("request to " + endpoint + " failed", e.getCause());
        }
    }

    @Override
    public String endpoint() {
        return endpoint;
    }

    @Override
    public void close() {
        loop.execute(this::shut);
    }

    private void shut() {
        closed = true;
        for (Connection connection : List.copyOf(all)) {
            connection.end();
        }
        while (!waiting.isEmpty()) {
            finish(waiting.remove(), null, closedError());
        }
    }

    private IOException closedError() {
        return new IOException("the client of " + endpoint + " is closed");
    }

    private void start(Ask ask) {
        if (closed) {
            finish(ask, null, closedError());
            return;
        }
        ask.timer = loop.at(System.nanoTime() + ask.timeout.toNanos(), () -> expired(ask));
        waiting.add(ask);
        next();
    }

    private void next() {
        while (!waiting.isEmpty()) {
            Connection connection = idle.poll();
            if (connection == null) {
                if (all.size() >= connections) {
                    return;
                }
                try {
                    connection = new Connection();
                } catch (ZMQException | IllegalArgumentException e) {
                    finish(
                            waiting.remove(),
                            null,
                            new IOException("cannot connect to " + endpoint + ": " + e.getMessage(), e));
                    continue;
                }
            }
            connection.send(waiting.remove());
        }
    }

    private void expired(Ask ask) {
        Connection connection = ask.connection;
        if (connection == null) {
            waiting.remove(ask);
        } else {
            connection.current = null;
            connection.end();
        }
        finish(ask, null, new RequestTimeout(endpoint, ask.timeout));
        next();
    }

    private void finish(Ask ask, byte @Nullable [] answer, @Nullable IOException error) {
        pending.decrementAndGet();
        if (ask.timer != null) {
            loop.cancel(ask.timer);
        }
        if (answer != null) {
            ask.result.complete(answer);
        } else if (error != null) {
            ask.result.completeExceptionally(error);
        }
    }

    private static final class Ask {
        final byte[] request;
        final Duration timeout;
        final CompletableFuture<byte[]> result = new CompletableFuture<>();
        SocketLoop.@Nullable Timer timer;

        @Nullable
        Connection connection;

        Ask(byte[] request, Duration timeout) {
            this.request = request;
            this.timeout = timeout;
        }
    }

    private final class Connection implements SocketLoop.Source {
        private final ZMQ.Socket socket;
        private @Nullable Ask current;

        Connection() {
            socket = Sockets.open(context, SocketType.DEALER, options);
            try {
                new HandshakeWatch(context, loop).watch(socket);
                socket.connect(endpoint);
            } catch (ZMQException | IllegalArgumentException e) {
                socket.close();
                throw e;
            }
            all.add(this);
            loop.add(this);
        }

        void send(Ask ask) {
            current = ask;
            ask.connection = this;
            socket.send(new byte[0], ZMQ.SNDMORE | ZMQ.DONTWAIT);
            socket.send(ask.request, ZMQ.DONTWAIT);
            loop.touch(this);
        }

        @Override
        public ZMQ.Socket socket() {
            return socket;
        }

        @Override
        public boolean read() {
            byte[] frame = socket.recv(ZMQ.DONTWAIT);
            if (frame == null) {
                return false;
            }
            boolean delimited = frame.length == 0;
            byte[] answer = frame;
            while (socket.hasReceiveMore()) {
                answer = socket.recv(ZMQ.DONTWAIT);
            }
            Ask ask = current;
            if (ask != null && delimited && answer != null) {
                current = null;
                idle.push(this);
                finish(ask, answer, null);
                next();
            }
            return true;
        }

        @Override
        public void end() {
            loop.remove(this);
            all.remove(this);
            idle.remove(this);
            socket.close();
            Ask ask = current;
            current = null;
            if (ask != null) {
                finish(ask, null, closedError());
            }
        }
    }
}
