package dev.brine.transport.ipc;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import jdk.net.ExtendedSocketOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The selector thread of one listening bus socket: accepts, calls back, and makes the socket file anew when
 * someone deleted it (looked at every two seconds).
 */
final class UnixLoop implements AutoCloseable {

    /** What a server does on the thread. */
    interface Callbacks {

        /** A connection was admitted; returns what to attach to its key. */
        Object accepted(SelectionKey key);

        /** A connection is readable or writable; an exception closes it. */
        void ready(SelectionKey key) throws IOException;

        /** A connection was closed. */
        void closed(SelectionKey key);

        /** Before each sleep. Returns whether to sleep at all. */
        default boolean idle() {
            return true;
        }

        /** How long to sleep when nothing happens. */
        default long sleepMillis() {
            return CHECK_MILLIS;
        }

        /** From here on it is looked who has connected. */
        default void looking() {}

        /** Whoever had connected at the last {@link #looking} has been admitted. */
        default void looked() {}
    }

    private static final Logger LOG = LoggerFactory.getLogger(UnixLoop.class);
    private static final long CHECK_MILLIS = 2000;

    private final Path path;
    private final IpcOptions options;
    private final Callbacks callbacks;
    private final Selector selector;
    private final Thread thread;
    private UnixListener listener;
    private long checked = System.nanoTime();
    private volatile boolean stopping;

    UnixLoop(String name, Path path, IpcOptions options, Callbacks callbacks) throws IOException {
        this.path = path;
        this.options = options;
        this.callbacks = callbacks;
        listener = UnixListener.open(path, options.mode());
        try {
            selector = Selector.open();
            listener.channel().register(selector, SelectionKey.OP_ACCEPT);
        } catch (IOException e) {
            listener.close();
            throw e;
        }
        thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    void wakeup() {
        selector.wakeup();
    }

    /** Closes a connection; on the loop's thread. */
    void drop(SelectionKey key, String why) {
        LOG.debug("{}: closes a connection: {}", path, why);
        key.cancel();
        try {
            key.channel().close();
        } catch (IOException e) {
            LOG.debug("{}: closing a connection failed", path, e);
        }
        callbacks.closed(key);
    }

    @Override
    public void close() {
        stopping = true;
        selector.wakeup();
        boolean interrupted = false;
        while (Thread.currentThread() != thread) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!stopping) {
            try {
                round();
            } catch (Exception | AssertionError | LinkageError | OutOfMemoryError | StackOverflowError e) {
                LOG.error("{}: the bus socket met an error and goes on", path, e);
            }
        }
        callbacks.idle();
        for (SelectionKey key : List.copyOf(selector.keys())) {
            if (key.channel() instanceof SocketChannel) {
                drop(key, "the server ends");
            }
        }
        try {
            listener.close();
            selector.close();
        } catch (IOException e) {
            LOG.warn("{}: closing the socket failed", path, e);
        }
    }

    private void round() throws IOException {
        boolean sleep = callbacks.idle();
        callbacks.looking();
        if (sleep) {
            selector.select(callbacks.sleepMillis());
        } else {
            selector.selectNow();
        }
        boolean all = true;
        for (SelectionKey key : selector.selectedKeys()) {
            if (!key.isValid()) {
                continue;
            }
            if (key.isAcceptable()) {
                all = accept(key);
            } else {
                serve(key);
            }
        }
        selector.selectedKeys().clear();
        if (all) {
            callbacks.looked();
        }
        if (System.nanoTime() - checked > CHECK_MILLIS * 1_000_000) {
            checked = System.nanoTime();
            check();
        }
    }

    private void serve(SelectionKey key) {
        try {
            callbacks.ready(key);
        } catch (IpcFormatException e) {
            LOG.warn("{}: closes a connection that does not speak the bus protocol: {}", path, e.getMessage());
            drop(key, "not the bus protocol");
        } catch (IOException e) {
            drop(key, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            LOG.error("{}: the handler of a frame failed", path, e);
        }
    }

    /** Admits everybody who waits; false when that was not possible. */
    private boolean accept(SelectionKey key) {
        try {
            SocketChannel channel = listener.channel().accept();
            while (channel != null) {
                admit(channel);
                channel = listener.channel().accept();
            }
            return true;
        } catch (IOException e) {
            LOG.warn("{}: cannot accept a connection, tries again in a moment: {}", path, e.getMessage());
            key.interestOps(0);
            return false;
        }
    }

    private void admit(SocketChannel channel) throws IOException {
        try {
            if (!options.admit().test(channel.getOption(ExtendedSocketOptions.SO_PEERCRED))) {
                LOG.warn("{}: refuses a connection of {}", path, channel.getOption(ExtendedSocketOptions.SO_PEERCRED));
                channel.close();
                return;
            }
            channel.configureBlocking(false);
            SelectionKey client = channel.register(selector, SelectionKey.OP_READ);
            client.attach(callbacks.accepted(client));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private void check() throws IOException {
        SelectionKey accepting = listener.channel().keyFor(selector);
        if (accepting != null && accepting.isValid()) {
            accepting.interestOps(SelectionKey.OP_ACCEPT);
        }
        if (!listener.inPlace()) {
            LOG.warn("{}: the socket file is gone, it is made again", path);
            UnixListener again = UnixListener.open(path, options.mode());
            listener.close();
            listener = again;
            listener.channel().register(selector, SelectionKey.OP_ACCEPT);
        }
    }
}
