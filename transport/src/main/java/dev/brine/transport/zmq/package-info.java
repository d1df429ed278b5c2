/**
 * The transport over ZeroMQ (JeroMQ, pure Java).
 *
 * <p>Reading order: {@link dev.brine.transport.zmq.ZmqTransport} makes everything and owns the context;
 * {@code SocketLoop} is the one thread that may touch a socket; {@code ZmqRequestServer}, {@code
 * ZmqRequestClient}, {@code ZmqPublishServer}, {@code ZmqPublishClient} are its users; {@code
 * IoThreads} keeps JeroMQ's own threads alive whatever a peer sends; {@code Connections}, {@code FrameBudget}
 * and {@code FrameAllocator} bound what strangers may hold, and for how long.
 *
 * <p>What JeroMQ 0.6 cannot do, measured: a frame's buffer is made at its announced length (up to the
 * message limit) before the bytes come, so their sum is bounded instead; no bound on connections or on topics a
 * peer; the unread parts of an unfinished message have no bound; a peer that sends before our READY is dropped.
 *
 * <p>Threads: every socket belongs to one loop ({@code req-io}, {@code pub-io}, {@code sub-io}); other
 * threads hand over tasks. JeroMQ's I/O threads call the monitor hooks only, which hand over too.
 */
@NullMarked
package dev.brine.transport.zmq;

import org.jspecify.annotations.NullMarked;
