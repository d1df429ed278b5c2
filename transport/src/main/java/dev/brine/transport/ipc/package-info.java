/**
 * The local bus: frames over unix-domain sockets (java.nio; JeroMQ's {@code ipc://} is TCP inside).
 *
 * <p>Reading order: {@link dev.brine.transport.ipc.IpcFrames} (the bytes), {@link
 * dev.brine.transport.ipc.IpcPullServer} (many writers, one handler), {@link
 * dev.brine.transport.ipc.IpcPubServer} (one publisher, many readers; {@code FrameLog} holds what they
 * have not read yet), {@link dev.brine.transport.ipc.IpcClient}. {@code UnixListener} makes the socket file.
 *
 * <p>Threads: each server has one selector thread; {@code publish} may be called from any thread, handlers
 * are called on the selector's. A client belongs to one reading and one writing thread.
 */
@NullMarked
package dev.brine.transport.ipc;

import org.jspecify.annotations.NullMarked;
