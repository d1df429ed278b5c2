package dev.brine.transport.ipc;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a bus socket: reads frames from a pub socket or writes them to a pull socket. Either
 * framing is understood when reading. For one thread at a time.
 */
public final class IpcClient implements AutoCloseable {

    private static final Duration WRITE_TIMEOUT = Duration.ofSeconds(10);

    private final Path path;
    private final SocketChannel channel;
    private final Selector selector;
    private final IpcFrames frames;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 16);

    /** Bodies read and not yet taken; bounded by one read of 64 KiB, or one frame. */
    private final Deque<byte[]> bodies = new ArrayDeque<>();

    private IpcClient(Path path, SocketChannel channel, Selector selector, int maxFrame) {
        this.path = path;
        this.channel = channel;
        this.selector = selector;
        this.frames = new IpcFrames(maxFrame);
    }

    /** Connects; an exception names the path. */
    public static IpcClient connect(Path path) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(path));
            channel.configureBlocking(false);
            Selector selector = Selector.open();
            channel.register(selector, SelectionKey.OP_READ);
            return new IpcClient(path, channel, selector, IpcOptions.defaults().maxFrame());
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw new IOException("cannot connect to " + path + ": " + e.getMessage() + hint(path), e);
        }
    }

    private static String hint(Path path) {
        boolean barred = !Files.notExists(path) && !Files.isWritable(path);
        return barred ? "; run this as the daemon's user, or as root" : "; is the daemon running?";
    }

    /** Writes one frame without a length, as all Salt masters take it. */
    public void send(byte[] body) throws IOException {
        ByteBuffer frame = ByteBuffer.wrap(IpcFrames.frame(body, false));
        long end = System.nanoTime() + WRITE_TIMEOUT.toNanos();
        while (channel.write(frame) >= 0 && frame.hasRemaining()) {
            await(SelectionKey.OP_WRITE, end);
            if (System.nanoTime() - end >= 0) {
                throw new IOException(path + " takes no data for " + WRITE_TIMEOUT.toSeconds() + " s");
            }
        }
    }

    /**
     * The next body, or null when none came in time (zero: only look).
     *
     * @throws EOFException when the server closed
     */
    public byte @Nullable [] receive(Duration timeout) throws IOException {
        long end = System.nanoTime() + timeout.toNanos();
        while (bodies.isEmpty()) {
            buffer.clear();
            int count = channel.read(buffer);
            if (count < 0) {
                throw new EOFException(path + ": the server closed the connection");
            }
            if (count > 0) {
                frames.feed(buffer.flip(), bodies::add);
            } else if (System.nanoTime() - end >= 0 || Thread.currentThread().isInterrupted()) {
                return null;
            } else {
                await(SelectionKey.OP_READ, end);
            }
        }
        return bodies.poll();
    }

    @Override
    public void close() {
        try (selector) {
            channel.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("closing " + path, e);
        }
    }

    private void await(int operation, long end) throws IOException {
        channel.keyFor(selector).interestOps(operation);
        long millis = Math.max(1, (end - System.nanoTime()) / 1_000_000);
        selector.select(millis);
        selector.selectedKeys().clear();
    }
}
