package dev.brine.cli.remote;

import dev.brine.engine.client.JobCollector;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * One source of events for many jobs at once.
 *
 * <p>A thread of its own reads; each {@link #source} has a queue. The queues are unbounded, as they live as long as one job and
 * the command runs for one user.
 */
public final class BusFanout implements AutoCloseable {

    private static final Duration LOOK = Duration.ofMillis(100);

    private final JobSource reader;
    private final List<BlockingQueue<JobCollector.Message>> queues = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private volatile boolean closed;

    public BusFanout(JobSource reader) {
        this.reader = reader;
        thread = new Thread(this::read, "bus-reader");
        thread.setDaemon(true);
        thread.start();
    }

    /** A source of all events from now on. */
    public Queue source() {
        Queue queue = new Queue();
        queues.add(queue.messages);
        return queue;
    }

    /** One listener's events. */
    public final class Queue implements JobCollector.Source, AutoCloseable {
        private final BlockingQueue<JobCollector.Message> messages = new LinkedBlockingQueue<>();

        @Override
        public Optional<JobCollector.Message> next(Duration timeout) throws InterruptedException {
            return Optional.ofNullable(messages.poll(timeout.toNanos(), TimeUnit.NANOSECONDS));
        }

        @Override
        public void close() {
            queues.remove(messages);
        }
    }

    private void read() {
        try {
            while (!closed) {
                Optional<JobCollector.Message> message = reader.next(LOOK);
                message.ifPresent(m -> queues.forEach(queue -> queue.add(m)));
            }
        } catch (MasterUnreachable | InterruptedException e) {
            // those who wait run into their time limits
        } finally {
            reader.close();
        }
    }

    /** Lets the reading thread end, which it does within a moment. */
    @Override
    public void close() {
        closed = true;
    }
}
