package dev.brine.reactor.flow;

import dev.brine.reactor.record.ReactionRecord;
import dev.brine.reactor.window.Coalesce;
import dev.brine.reactor.window.Merge;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Reactions that wait for the end of their rule's window. They are on record as GATHERED before they come here, and a window holds
 * those of at most {@link Coalesce#max} events. Any thread.
 */
final class Gathering {
    private final Alarm alarm;
    private final Consumer<List<Merge.Item<ReactionRecord>>> out;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Window> windows = new HashMap<>();

    private static final class Window {
        private final long until;
        private final List<Merge.Item<ReactionRecord>> items = new ArrayList<>();
        private final Set<Long> events = new HashSet<>();

        private Window(long until) {
            this.until = until;
        }
    }

    /** @param out takes what a window held, on the alarm's thread */
    Gathering(Alarm alarm, Consumer<List<Merge.Item<ReactionRecord>>> out) {
        this.alarm = alarm;
        this.out = out;
    }

    /**
     * Takes in all reactions of one event that belong to a rule, and ends the window when that made it full: the reactions of an
     * event are never parted.
     *
     * @param minion whose event they answer; empty when it is nobody's
     * @param since when the event came, milliseconds of the epoch
     */
    void add(String rule, List<ReactionRecord> records, String minion, Coalesce coalesce, long since) {
        lock.lock();
        try {
            Window window = windows.get(rule);
            if (window == null) {
                Window fresh = new Window(since + coalesce.window().toMillis());
                windows.put(rule, fresh);
                alarm.at(fresh.until, () -> end(rule, fresh));
                window = fresh;
            }
            for (ReactionRecord record : records) {
                window.items.add(new Merge.Item<>(record, record.event(), minion, record.reaction()));
                window.events.add(record.event());
            }
            if (window.events.size() >= coalesce.max()) {
                windows.remove(rule);
                send(window);
            }
        } finally {
            lock.unlock();
        }
    }

    private void end(String rule, Window window) {
        lock.lock();
        try {
            if (windows.remove(rule, window)) {
                send(window);
            }
        } finally {
            lock.unlock();
        }
    }

    private void send(Window window) {
        alarm.now(() -> out.accept(window.items));
    }

    /** Open windows: {@code kind, rule, events} (how many), {@code reactions, until}. */
    List<Object> list() {
        lock.lock();
        try {
            List<Object> all = new ArrayList<>();
            windows.forEach((rule, window) -> {
                Map<String, Object> one = new LinkedHashMap<>();
                one.put("kind", "coalesce");
                one.put("rule", rule);
                one.put("events", (long) window.events.size());
                one.put("reactions", (long) window.items.size());
                one.put("until", Instant.ofEpochMilli(window.until).toString());
                all.add(one);
            });
            return all;
        } finally {
            lock.unlock();
        }
    }
}
