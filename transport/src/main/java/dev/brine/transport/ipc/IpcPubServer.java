package dev.brine.transport.ipc;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The socket that clients read from (Salt: master_event_pub.ipc): every body published goes to every reader, in
 * order. A reader that does not keep up loses its oldest events (they are counted); it never slows the
 * publisher or the others.
 *
 * <p>A reader gets what was published after its connect call returned, although the server learns of it later: bodies
 * are kept until it has been looked who connected meanwhile. It may get a few from just before, too.
 */
public final class IpcPubServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(IpcPubServer.class);
    /** How soon after the last body it is looked for connections again, so that few old bodies go to a new reader. */
    private static final long LOOK_MILLIS = 20;

    private static final int MOST_RECENT = 4096;

    private final Path path;
    private final IpcOptions options;
    private final FrameLog log;
    private final UnixLoop loop;
    private final Set<SelectionKey> readers = new LinkedHashSet<>();
    private final AtomicInteger readerCount = new AtomicInteger();
    private final AtomicLong dropped = new AtomicLong();
    private final ByteBuffer scratch = ByteBuffer.allocateDirect(4096);
    private final Object order = new Object();
    /** Bodies that somebody may be waiting for whose connection has not been seen yet; guarded by {@code order}. */
    private final Deque<Supplier<byte[]>> recent = new ArrayDeque<>();
    /** How many bodies were published; guarded by {@code order}. */
    private long published;
    /** {@code published} when it was last begun to look for connections, and when that was done before; the loop's. */
    private long looking;

    private long looked;
    private volatile boolean asleep;
    private volatile boolean resting;
    private volatile boolean news;

    private IpcPubServer(String name, Path path, IpcOptions options) throws IOException {
        this.path = path;
        this.options = options;
        this.log = new FrameLog(options.prefixed());
        this.loop = new UnixLoop(name, path, options, new Connections());
    }

    /**
     * Listens.
     *
     * @param name of the thread
     * @throws java.net.BindException when another process listens on the path
     */
    public static IpcPubServer open(String name, Path path, IpcOptions options) throws IOException {
        IpcPubServer server = new IpcPubServer(name, path, options);
        server.loop.start();
        return server;
    }

    /** Publishes one body; from any thread, never waits for a reader. */
    public void publish(byte[] body) {
        publish(() -> body);
    }

    /**
     * Publishes one body; from any thread, never waits for a reader.
     *
     * @param body asked for at once when there are readers, else only if one turns out to have connected already; then once for
     *     each such reader, on the loop's thread
     */
    public void publish(Supplier<byte[]> body) {
        synchronized (order) {
            if (readerCount.get() > 0) {
                log.append(body.get());
            }
            recent.add(body);
            published++;
            if (recent.size() > MOST_RECENT) {
                recent.removeFirst();
            }
        }
        news = true;
        if (asleep && (resting || readerCount.get() > 0)) {
            loop.wakeup();
        }
    }

    /** Connected readers. */
    public int readers() {
        return readerCount.get();
    }

    /** Events that readers lost because they did not keep up, since the start. */
    public long dropped() {
        return dropped.get();
    }

    @Override
    public void close() {
        loop.close();
    }

    private final class Connections implements UnixLoop.Callbacks {

        @Override
        public Object accepted(SelectionKey key) {
            synchronized (order) {
                FrameReader reader = log.newReader();
                reader.keepRest(missed());
                readers.add(key);
                readerCount.incrementAndGet();
                news = true;
                return reader;
            }
        }

        @Override
        public void ready(SelectionKey key) throws IOException {
            if (key.isReadable()) {
                scratch.clear();
                if (((SocketChannel) key.channel()).read(scratch) < 0) {
                    throw new EOFException("the reader closed");
                }
            }
            if (key.isValid() && key.isWritable()) {
                key.interestOps(SelectionKey.OP_READ);
                news = true;
            }
        }

        @Override
        public void closed(SelectionKey key) {
            if (readers.remove(key)) {
                readerCount.decrementAndGet();
                FrameReader reader = (FrameReader) key.attachment();
                if (reader.dropped() > 0) {
                    LOG.info("{}: a reader left that had lost {} events", path, reader.dropped());
                }
            }
        }

        @Override
        public boolean idle() {
            asleep = false;
            boolean more = false;
            boolean quiet = !news;
            if (!quiet) {
                news = false;
                more = writeAll();
            }
            resting = quiet;
            asleep = true;
            return !more && !news;
        }

        @Override
        public long sleepMillis() {
            return resting ? UnixLoop.Callbacks.super.sleepMillis() : LOOK_MILLIS;
        }

        @Override
        public void looking() {
            synchronized (order) {
                looking = published;
            }
        }

        @Override
        public void looked() {
            looked = looking;
            synchronized (order) {
                while (recent.size() > published - looked) {
                    recent.removeFirst();
                }
            }
        }
    }

    /** What was published since all who had connected were known. */
    private ByteBuffer missed() {
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        long skip = recent.size() - (published - looked);
        recent.stream().skip(Math.max(0, skip)).forEach(body -> {
            try {
                frames.writeBytes(IpcFrames.frame(body.get(), options.prefixed()));
            } catch (RuntimeException e) {
                LOG.error("{}: an event cannot be encoded and is left out", path, e);
            }
        });
        return ByteBuffer.wrap(frames.toByteArray());
    }

    private boolean writeAll() {
        boolean more = false;
        FrameLog.@Nullable Block oldest = null;
        List<SelectionKey> keys = new ArrayList<>(readers);
        for (SelectionKey key : keys) {
            FrameReader reader = (FrameReader) key.attachment();
            try {
                if (key.interestOps() == SelectionKey.OP_READ) {
                    FrameReader.Progress progress = reader.write((SocketChannel) key.channel());
                    more |= progress == FrameReader.Progress.MORE;
                    if (progress == FrameReader.Progress.BLOCKED) {
                        key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
                    }
                }
                trim(reader);
            } catch (IOException e) {
                loop.drop(key, String.valueOf(e.getMessage()));
            }
        }
        for (SelectionKey key : readers) {
            oldest = log.older(oldest, ((FrameReader) key.attachment()).block());
        }
        log.recycle(oldest);
        if (more) {
            news = true;
        }
        return more;
    }

    private void trim(FrameReader reader) {
        if (!log.tooFarBehind(reader, options.maxLag(), options.maxLagBytes())) {
            return;
        }
        long lost = log.dropOldest(reader, options.maxLag(), options.maxLagBytes());
        if (reader.dropped() == 0 && lost > 0) {
            LOG.warn("{}: a reader does not keep up and begins to lose events", path);
        }
        reader.dropped(lost);
        dropped.addAndGet(lost);
    }
}
