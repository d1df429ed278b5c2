package dev.brine.transport.zmq;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import zmq.util.function.BiFunction;

/**
 * Makes JeroMQ's own threads so that one peer cannot end them. JeroMQ catches only RuntimeException around
 * a connection's events, and nothing around its timers: an Error (out of memory for an announced 32 MiB
 * frame, an assertion) would end the I/O thread and with it every connection. Its run methods keep their
 * state in fields and may be entered again.
 */
final class IoThreads implements BiFunction<Runnable, String, Thread> {

    private static final Logger LOG = LoggerFactory.getLogger(IoThreads.class);

    private final String prefix;

    IoThreads(String prefix) {
        this.prefix = prefix;
    }

    @Override
    public Thread apply(Runnable work, String name) {
        Thread thread = new Thread(() -> keepRunning(work), prefix + "-" + name);
        thread.setDaemon(true);
        return thread;
    }

    private static void keepRunning(Runnable work) {
        while (true) {
            try {
                work.run();
                return;
            } catch (RuntimeException | Error e) {
                LOG.warn("a ZeroMQ thread met an error and goes on; the peer that caused it may hang", e);
            }
        }
    }
}
