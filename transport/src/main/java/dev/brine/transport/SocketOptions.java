package dev.brine.transport;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Options of a socket. {@link #defaults()} are Salt's (3006: zmq_backlog, pub_hwm, tcp_keepalive*,
 * recon_*) plus the limits Salt does not have: handshake 30 s, message 32 MiB, heartbeat 10/30 s.
 *
 * @param backlog listen backlog
 * @param highWater messages queued for one peer before a publisher drops for it (0: no limit)
 * @param linger how long a closing socket may go on sending
 * @param keepAlive TCP keepalive; null leaves the system's
 * @param handshake longest time a new connection may take to say what it is; zero: for ever
 * @param maxMessage longest frame in bytes that is read from the network; the connection that announces a longer one is cut
 * @param heartbeat ZMTP ping interval of a client; zero: none. Needs libzmq 4.2 on the other side
 * @param heartbeatTimeout silence after a ping until the connection is given up
 * @param ipv6 whether host names may resolve to IPv6
 * @param reconnect first wait before connecting again
 * @param reconnectMax longest wait (doubling from the first); zero: always the first
 * @param sourceIp local address to connect from (Salt: source_address); null: the system's choice
 */
public record SocketOptions(
        int backlog,
        int highWater,
        Duration linger,
        @Nullable KeepAlive keepAlive,
        Duration handshake,
        long maxMessage,
        Duration heartbeat,
        Duration heartbeatTimeout,
        boolean ipv6,
        Duration reconnect,
        Duration reconnectMax,
        @Nullable String sourceIp) {

    /** TCP keepalive; -1 leaves the system's figure. Salt's defaults: idle 300 s, count -1, interval -1. */
    public record KeepAlive(int idleSeconds, int count, int intervalSeconds) {}

    public static SocketOptions defaults() {
        return new SocketOptions(
                1000,
                1000,
                Duration.ofSeconds(1),
                new KeepAlive(300, -1, -1),
                Duration.ofSeconds(30),
                32L << 20,
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                false,
                Duration.ofMillis(100),
                Duration.ofSeconds(5),
                null);
    }

    public SocketOptions withBacklog(int value) {
        return copy(value, highWater, linger, keepAlive, handshake, maxMessage, ipv6, sourceIp);
    }

    public SocketOptions withHighWater(int value) {
        return copy(backlog, value, linger, keepAlive, handshake, maxMessage, ipv6, sourceIp);
    }

    public SocketOptions withLinger(Duration value) {
        return copy(backlog, highWater, value, keepAlive, handshake, maxMessage, ipv6, sourceIp);
    }

    public SocketOptions withKeepAlive(@Nullable KeepAlive value) {
        return copy(backlog, highWater, linger, value, handshake, maxMessage, ipv6, sourceIp);
    }

    public SocketOptions withHandshake(Duration value) {
        return copy(backlog, highWater, linger, keepAlive, value, maxMessage, ipv6, sourceIp);
    }

    public SocketOptions withMaxMessage(long bytes) {
        return copy(backlog, highWater, linger, keepAlive, handshake, bytes, ipv6, sourceIp);
    }

    public SocketOptions withIpv6(boolean value) {
        return copy(backlog, highWater, linger, keepAlive, handshake, maxMessage, value, sourceIp);
    }

    public SocketOptions withSourceIp(@Nullable String value) {
        return copy(backlog, highWater, linger, keepAlive, handshake, maxMessage, ipv6, value);
    }

    public SocketOptions withReconnect(Duration first, Duration max) {
        return new SocketOptions(
                backlog,
                highWater,
                linger,
                keepAlive,
                handshake,
                maxMessage,
                heartbeat,
                heartbeatTimeout,
                ipv6,
                first,
                max,
                sourceIp);
    }

    private SocketOptions copy(
            int backlog,
            int highWater,
            Duration linger,
            @Nullable KeepAlive keepAlive,
            Duration handshake,
            long maxMessage,
            boolean ipv6,
            @Nullable String sourceIp) {
        return new SocketOptions(
                backlog,
                highWater,
                linger,
                keepAlive,
                handshake,
                maxMessage,
                heartbeat,
                heartbeatTimeout,
                ipv6,
                reconnect,
                reconnectMax,
                sourceIp);
    }
}
