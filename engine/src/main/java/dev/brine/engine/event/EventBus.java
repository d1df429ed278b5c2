package dev.brine.engine.event;

import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The one place through which every event of a daemon passes.
 *
 * <p>Publishing numbers the event, stamps it, hands it to the journal, then to each tap and subscription. All of that happens
 * under one lock, so everybody sees one order; taps therefore must return at once and subscriptions are bounded queues that
 * drop their oldest event (and count it) when their reader does not keep up. Whoever must lose nothing reads the journal.
 */
public final class EventBus implements AutoCloseable {
    private final Clock clock;
    private final EventJournal journal;
    private final ReentrantLock order = new ReentrantLock();
    private final List<Consumer<Event>> taps = new CopyOnWriteArrayList<>();
    private final ThreadLocal<Cause> ambient = ThreadLocal.withInitial(() -> Cause.NONE);
    private long number;

    public EventBus(Clock clock, EventJournal journal) {
        this.clock = clock;
        this.journal = journal;
        this.number = journal.last();
    }

    /**
     * Publishes the event. {@code _stamp} is set to now (naive UTC ISO text, as Salt 3006), over whatever the data held.
     *
     * @return completes when the journal has made the event durable
     */
    public CompletionStage<Void> publish(Event event) {
        Map<String, Object> stamped = new LinkedHashMap<>(event.data());
        order.lock();
        try {
            stamped.put("_stamp", stamp());
            Event caused = event.cause().equals(Cause.NONE) ? event.causedBy(ambient.get()) : event;
            Event published = caused.published(number + 1, stamped);
            CompletionStage<Void> kept = journal.append(published);
            number++;
            for (Consumer<Event> tap : taps) {
                tap.accept(published);
            }
            return kept;
        } finally {
            order.unlock();
        }
    }

    /** Runs {@code work}; what it publishes from this thread without a cause of its own follows from {@code cause}. */
    public <T> T within(Cause cause, Supplier<T> work) {
        Cause before = ambient.get();
        ambient.set(cause);
        try {
            return work.get();
        } finally {
            ambient.set(before);
        }
    }

    /** Where events are kept: for readers that must lose nothing. */
    public EventJournal journal() {
        return journal;
    }

    /** Publishes an event of the daemon itself. */
    public CompletionStage<Void> publish(String tag, Map<String, Object> data) {
        return publish(Event.of(tag, data, Origin.MASTER));
    }

    /** What {@link #tap} began; closing ends it. */
    @FunctionalInterface
    public interface Tap extends AutoCloseable {
        @Override
        void close();
    }

    /** Calls {@code tap} for each event from now on, on the publishing thread, in order. It must not block or throw. */
    public Tap tap(Consumer<Event> tap) {
        taps.add(tap);
        return () -> taps.remove(tap);
    }

    /** Opens a queue of at most {@code capacity} events that {@code wanted} accepts. */
    public Subscription subscribe(Predicate<Event> wanted, int capacity) {
        Subscription subscription = new Subscription(wanted, capacity, s -> taps.remove(s));
        taps.add(subscription);
        return subscription;
    }

    /** Opens a queue of the events whose tag starts with {@code prefix}. */
    public Subscription subscribe(String prefix, int capacity) {
        return subscribe(event -> event.tag().startsWith(prefix), capacity);
    }

    @Override
    public void close() {
        taps.clear();
        journal.close();
    }

    /** Salt 3006: ISO text without a zone, microseconds left out when they are zero. */
    private String stamp() {
        LocalDateTime now = LocalDateTime.now(clock.withZone(ZoneOffset.UTC)).truncatedTo(ChronoUnit.MICROS);
        return Stamp.text(now);
    }
}
