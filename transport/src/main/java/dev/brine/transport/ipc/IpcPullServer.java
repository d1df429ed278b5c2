package dev.brine.transport.ipc;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The socket that clients write to (Salt: master_event_pull.ipc): each frame's body goes to the handler, on
 * this server's thread; a handler that takes long makes the writers wait. Both framings, told apart by connection.
 */
public final class IpcPullServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(IpcPullServer.class);
    private static final int READS = 16;

    private final Path path;
    private final IpcOptions options;
    private final Consumer<byte[]> handler;
    private final UnixLoop loop;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 16);

    private IpcPullServer(String name, Path path, IpcOptions options, Consumer<byte[]> handler) throws IOException {
        this.path = path;
        this.options = options;
        this.handler = handler;
        this.loop = new UnixLoop(name, path, options, new Connections());
    }

    /**
     * Listens.
     *
     * @param name of the thread
     * @throws java.net.BindException when another process listens on the path
     */
    public static IpcPullServer open(String name, Path path, IpcOptions options, Consumer<byte[]> handler)
            throws IOException {
        IpcPullServer server = new IpcPullServer(name, path, options, handler);
        server.loop.start();
        return server;
    }

    @Override
    public void close() {
        loop.close();
    }

    /** A handler that fails has lost this frame, not the rest of the connection. */
    private void deliver(byte[] body) {
        try {
            handler.accept(body);
        } catch (RuntimeException e) {
            LOG.error("{}: the handler failed on a frame of {} bytes", path, body.length, e);
        }
    }

    private final class Connections implements UnixLoop.Callbacks {

        @Override
        public Object accepted(SelectionKey key) {
            return new IpcFrames(options.maxFrame());
        }

        @Override
        public void ready(SelectionKey key) throws IOException {
            IpcFrames frames = (IpcFrames) key.attachment();
            SocketChannel channel = (SocketChannel) key.channel();
            for (int n = 0; n < READS; n++) {
                buffer.clear();
                int count = channel.read(buffer);
                if (count < 0) {
                    throw new EOFException("the client closed");
                }
                if (count == 0) {
                    return;
                }
                frames.feed(buffer.flip(), IpcPullServer.this::deliver);
            }
        }

        @Override
        public void closed(SelectionKey key) {
            // nothing is kept for a writer
        }
    }
}
