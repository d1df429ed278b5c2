package dev.brine.transport.zmq;

import dev.brine.transport.PeerListener;
import dev.brine.transport.PublishClient;
import dev.brine.transport.PublishHandler;
import dev.brine.transport.PublishServer;
import dev.brine.transport.RequestClient;
import dev.brine.transport.RequestHandler;
import dev.brine.transport.RequestLimits;
import dev.brine.transport.RequestServer;
import dev.brine.transport.SocketOptions;
import dev.brine.transport.Topics;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zeromq.ZMQ;

/**
 * Makes servers and clients over one ZeroMQ context (one I/O thread). A process has one for its lifetime;
 * closing it closes everything made by it. All clients share one {@code sub-io} thread; each server has its
 * own.
 *
 * <p>Addresses are written {@code tcp://host:port}; port 0 takes a free one.
 */
public final class ZmqTransport implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ZmqTransport.class);

    private final ZMQ.Context context;
    private final Deque<AutoCloseable> made = new ArrayDeque<>();
    private @Nullable SocketLoop clients;
    private boolean closed;

    public ZmqTransport() {
        this(1);
    }

    /** With more than one I/O thread, connections are spread over them; useful above some 100k messages/s. */
    public ZmqTransport(int ioThreads) {
        context = ZMQ.context(ioThreads);
        context.setThreadFactor(new IoThreads("zmq"));
        context.setNotificationExceptionHandler(
                (thread, e) -> LOG.debug("{}: a connection's event failed", thread.getName(), e));
    }

    /**
     * Opens a request port.
     *
     * @param workers runs the handler; its queue needs no bound, the server reads at most {@link
     *     RequestLimits#inWork} requests ahead. {@code Runnable::run} calls it on {@code req-io}
     * @throws EndpointInUse when the address cannot be bound
     */
    public RequestServer requestServer(
            String endpoint, SocketOptions options, RequestLimits limits, Executor workers, RequestHandler handler) {
        ZmqRequestServer server = new ZmqRequestServer(context, endpoint, options, limits, workers, handler);
        return register(server);
    }

    /** Opens a publish port; the listener hears of subscribers (their addresses) coming and going. */
    public PublishServer publishServer(String endpoint, SocketOptions options, PeerListener peers) {
        return register(new ZmqPublishServer(context, endpoint, options, peers));
    }

    /** A client with one connection. */
    public RequestClient requestClient(String endpoint, SocketOptions options) {
        return requestClient(endpoint, options, 1);
    }

    /** A client with up to so many connections, opened as needed, each with one request at a time. */
    public RequestClient requestClient(String endpoint, SocketOptions options, int connections) {
        return register(new ZmqRequestClient(context, clientLoop(), endpoint, options, connections));
    }

    /**
     * Subscribes.
     *
     * @param identity the ZeroMQ identity, in Salt the minion id; null: none
     * @param listener hears of its own connection: made and lost
     */
    public PublishClient publishClient(
            String endpoint,
            SocketOptions options,
            @Nullable String identity,
            Topics topics,
            PublishHandler handler,
            PeerListener listener) {
        return register(
                new ZmqPublishClient(context, clientLoop(), endpoint, options, identity, topics, handler, listener));
    }

    @Override
    public void close() {
        Deque<AutoCloseable> open;
        SocketLoop loop;
        synchronized (this) {
            closed = true;
            open = new ArrayDeque<>(made);
            made.clear();
            loop = clients;
            clients = null;
        }
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                LOG.warn("closing a socket failed", e);
            }
        }
        if (loop != null) {
            loop.close();
        }
        context.term();
    }

    private synchronized SocketLoop clientLoop() {
        if (clients == null) {
            clients = new SocketLoop("sub-io");
        }
        return clients;
    }

    private synchronized <T extends AutoCloseable> T register(T thing) {
        if (closed) {
            throw new IllegalStateException("this transport is closed");
        }
        made.push(thing);
        return thing;
    }
}
