/**
 * Byte arrays from here to there, nothing more: no message format, no keys, no policy.
 *
 * <p>Reading order: {@link dev.brine.transport.RequestServer} with its {@link
 * dev.brine.transport.RequestHandler} and {@link dev.brine.transport.Exchange}, {@link
 * dev.brine.transport.RequestClient}; {@link dev.brine.transport.PublishServer}, {@link
 * dev.brine.transport.PublishClient}; {@link dev.brine.transport.SocketOptions}. The ZeroMQ
 * implementation is {@code dev.brine.transport.zmq.ZmqTransport}; the local bus is in {@code
 * dev.brine.transport.ipc}.
 *
 * <p>Threads: all types here may be used from any thread. Handlers and listeners are called on the
 * thread that owns the socket and must not block.
 */
@NullMarked
package dev.brine.transport;

import org.jspecify.annotations.NullMarked;
