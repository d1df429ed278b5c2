/**
 * The transport over ZeroMQ (JeroMQ, pure Java).
 *
 * <p>Reading order: {@link dev.brine.transport.zmq.ZmqTransport} makes everything and owns the context;
 * {@code SocketLoop} is the one thread that may touch a socket; {@code ZmqRequestServer}, {@code
 * ZmqRequestClient}, {@code ZmqPublishServer}, {@code ZmqPublishClient} are its users; {@code
 * IoThreads} keeps JeroMQ's own threads alive whatever a peer sends; {@code FrameAllocator} survives
 * impossible frame lengths.
 *
 * <p>What JeroMQ 0.6 cannot do, measured: the handshake limit ends with the greeting, so a peer that sends 64
 * bytes and no READY stays until TCP gives it up; a frame's buffer is made at its announced length (up to the
 * message limit) before the bytes come, and there is no bound on their sum; no bound on connections or on topics a
 * peer; the unread parts of an unfinished message have no bound; a peer that sends before our READY is dropped.
 *
 * <p>Threads: every socket belongs to one loop ({@code req-io}, {@code pub-io}, {@code sub-io}); other
 * threads hand over tasks. JeroMQ's I/O threads call the monitor hooks only, which hand over too.
 */
@NullMarked
package dev.brine.transport.zmq;

import org.jspecify.annotations.NullMarked;
