package dev.brine.transport.zmq;

import org.zeromq.SocketType;
import org.zeromq.ZMQ;
import zmq.ZMQ.Event;

/**
 * Frees outgoing connections that JeroMQ 0.6.0 has lost sight of.
 *
 * <p>When the end of a connect and a command for the new connection arrive in one batch of its selector, its poller looks at the
 * channel once under its old registration, which is then cancelled, and does not register it again until something else
 * changes: one in a hundred connections over loopback then hangs until its handshake times out. A socket that is opened and closed makes the
 * poller look at all its channels. It is done only when no greeting came for a moment.
 *
 * <p>The hook is called on the I/O thread; everything else belongs to the loop.
 */
final class HandshakeWatch {
    private static final int EVENTS = zmq.ZMQ.ZMQ_EVENT_CONNECTED | zmq.ZMQ.ZMQ_EVENT_HANDSHAKE_PROTOCOL;
    private static final long[] WAITS_MILLIS = {20, 100, 500, 2000};

    private final ZMQ.Context context;
    private final SocketLoop loop;
    private long connection;
    private boolean greeted;

    HandshakeWatch(ZMQ.Context context, SocketLoop loop) {
        this.context = context;
        this.loop = loop;
    }

    /** Starts to watch a socket that nobody else has a hook on; before connect. */
    void watch(ZMQ.Socket socket) {
        socket.base().setEventHook(this::event, EVENTS);
    }

    /** For a hook that sees more: takes the events it is about, ignores others. */
    void event(Event event) {
        if (event.event == zmq.ZMQ.ZMQ_EVENT_CONNECTED) {
            loop.execute(this::connected);
        } else if (event.event == zmq.ZMQ.ZMQ_EVENT_HANDSHAKE_PROTOCOL) {
            loop.execute(() -> greeted = true);
        }
    }

    private void connected() {
        greeted = false;
        connection++;
        again(connection, 0);
    }

    private void again(long watched, int attempt) {
        if (attempt < WAITS_MILLIS.length) {
            loop.at(System.nanoTime() + WAITS_MILLIS[attempt] * 1_000_000, () -> look(watched, attempt));
        }
    }

    private void look(long watched, int attempt) {
        if (watched == connection && !greeted) {
            ZMQ.Socket socket = context.socket(SocketType.PAIR);
            socket.setLinger(0);
            socket.bind("tcp://127.0.0.1:*");
            socket.close();
            again(watched, attempt + 1);
        }
    }
}
