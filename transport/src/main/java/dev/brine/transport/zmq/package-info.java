/**
 * The transport over ZeroMQ (JeroMQ, pure Java).
 *
 * <p>Reading order: {@link dev.brine.transport.zmq.ZmqTransport} makes everything and owns the context;
 * {@code SocketLoop} is the one thread that may touch a socket; {@code ZmqRequestServer}, {@code
 * ZmqRequestClient}, {@code ZmqPublishServer}, {@code ZmqPublishClient} are its users; {@code
 * IoThreads} keeps JeroMQ's own threads alive whatever a peer sends; {@code LargeFrames} bounds what
 * announced frame lengths may allocate.
 *
 * <p>Threads: every socket belongs to one loop ({@code req-io}, {@code pub-io}, {@code sub-io}); other
 * threads hand over tasks. JeroMQ's I/O threads call the monitor hooks only, which hand over too.
 */
@NullMarked
package dev.brine.transport.zmq;

import org.jspecify.annotations.NullMarked;
