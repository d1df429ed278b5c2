package dev.brine.transport.zmq;

import dev.brine.transport.SocketOptions;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

/** Opens sockets with our options set. */
final class Sockets {

    private Sockets() {}

    /** Opens the socket of a client: it watches its one connection with a handshake limit and heartbeats. */
    static ZMQ.Socket open(ZMQ.Context context, SocketType type, SocketOptions options) {
        ZMQ.Socket socket = open(context, type, options, new Connections());
        socket.setHandshakeIvl((int) options.handshake().toMillis());
        if (!options.heartbeat().isZero()) {
            socket.setHeartbeatIvl((int) options.heartbeat().toMillis());
            socket.setHeartbeatTimeout((int) options.heartbeatTimeout().toMillis());
        }
        return socket;
    }

    /**
     * Opens the socket of a server, whose peers are strangers. It has no timer per connection, because JeroMQ sorts all its
     * timers in every turn of its I/O thread: thousands of connections would make each frame dear. {@link Connections} ends the
     * silent ones, TCP keepalive the dead ones.
     *
     * @param connections follows the connections, so that one that sends what it must not can be ended
     */
    static ZMQ.Socket open(ZMQ.Context context, SocketType type, SocketOptions options, Connections connections) {
        ZMQ.Socket socket = context.socket(type);
        socket.setLinger((int) options.linger().toMillis());
        socket.setBacklog(options.backlog());
        socket.setHWM(options.highWater());
        socket.setHandshakeIvl(0);
        socket.setMaxMsgSize(options.maxMessage());
        socket.setMsgAllocator(new FrameAllocator(connections, new FrameBudget(options.maxMessage())));
        socket.setIPv6(options.ipv6());
        SocketOptions.KeepAlive keepAlive = options.keepAlive();
        if (keepAlive != null) {
            socket.setTCPKeepAlive(1);
            socket.setTCPKeepAliveIdle(keepAlive.idleSeconds());
            socket.setTCPKeepAliveCount(keepAlive.count());
            socket.setTCPKeepAliveInterval(keepAlive.intervalSeconds());
        }
        socket.setReconnectIVL((int) options.reconnect().toMillis());
        socket.setReconnectIVLMax((int) options.reconnectMax().toMillis());
        if (options.sourceIp() != null) {
            socket.setSelectorChooser(new SourceAddress(options.sourceIp()));
        }
        return socket;
    }

    /** Binds and returns the real address. */
    static String bind(ZMQ.Socket socket, String endpoint) {
        try {
            if (!socket.bind(endpoint)) {
                throw new ZMQException("bind failed", socket.errno());
            }
        } catch (ZMQException | IllegalArgumentException e) {
            socket.close();
            throw new EndpointInUse(endpoint, e);
        }
        return socket.getLastEndpoint();
    }

    static int port(String endpoint) {
        return Integer.parseInt(endpoint.substring(endpoint.lastIndexOf(':') + 1));
    }
}
