package dev.brine.engine.master;

import dev.brine.engine.config.MasterConfig;
import dev.brine.engine.data.Glob;
import dev.brine.engine.event.Event;
import dev.brine.engine.event.EventBus;
import dev.brine.engine.event.Subscription;
import dev.brine.engine.returners.EventReturner;
import dev.brine.engine.returners.Returner;
import dev.brine.engine.returners.Returners;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code event_return}: hands events of the bus to returners, in batches of {@code event_return_queue}.
 *
 * <p>Up to 10,000 events wait; when the returners do not keep up the oldest go, with a WARN that says how many. Salt 3006: a
 * whitelist lets only its tags through, a blacklist then takes some away. Runs on the {@code event-return} thread.
 */
final class EventReturns implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(EventReturns.class);

    private static final int WAITING = 10_000;
    private static final Duration LOOK = Duration.ofMillis(500);

    private final MasterConfig.EventReturn config;
    private final Returners returners;
    private final List<Glob> whitelist;
    private final List<Glob> blacklist;
    private final Subscription events;
    private final Thread thread;
    private final Set<String> failing = new TreeSet<>();
    private long told;
    private volatile boolean closing;

    EventReturns(MasterConfig.EventReturn config, Returners returners, EventBus bus) {
        this.config = config;
        this.returners = returners;
        this.whitelist = config.whitelist().stream().map(Glob::of).toList();
        this.blacklist = config.blacklist().stream().map(Glob::of).toList();
        this.events = bus.subscribe(this::wanted, WAITING);
        this.thread = new Thread(this::run, "event-return");
        thread.setDaemon(true);
        thread.start();
    }

    private boolean wanted(Event event) {
        boolean listed = whitelist.isEmpty() || whitelist.stream().anyMatch(glob -> glob.test(event.tag()));
        return listed && blacklist.stream().noneMatch(glob -> glob.test(event.tag()));
    }

    private void run() {
        List<Map<String, Object>> batch = new ArrayList<>();
        long oldest = 0;
        long longest = config.queueTime().toNanos();
        try {
            while (!closing) {
                Optional<Event> event = events.next(LOOK);
                if (event.isPresent()) {
                    oldest = batch.isEmpty() ? System.nanoTime() : oldest;
                    batch.add(plain(event.get()));
                }
                boolean late = longest > 0 && !batch.isEmpty() && System.nanoTime() - oldest >= longest;
                if (batch.size() >= Math.max(1, config.queue()) || late) {
                    flush(batch);
                    batch.clear();
                }
            }
        } catch (InterruptedException e) {
            log.debug("event-return ends");
        }
        if (!batch.isEmpty()) {
            flush(batch);
        }
    }

    private static Map<String, Object> plain(Event event) {
        Map<String, Object> plain = new LinkedHashMap<>();
        plain.put("tag", event.tag());
        plain.put("data", event.data());
        return plain;
    }

    private void flush(List<Map<String, Object>> batch) {
        long dropped = events.dropped();
        if (dropped > told) {
            log.warn("event_return: {} events were not returned, the returners do not keep up", dropped - told);
            told = dropped;
        }
        for (String name : config.returners()) {
            Optional<EventReturner> returner = returners.find(name).flatMap(Returner::events);
            if (returner.isEmpty()) {
                complain(name, "it has no place for events");
                continue;
            }
            try {
                returner.get().save(List.copyOf(batch));
                failing.remove(name);
            } catch (IOException | RuntimeException e) {
                complain(name, "events are not kept there: " + e.getMessage());
            }
        }
    }

    /** Once until it works again. */
    private void complain(String name, String why) {
        if (failing.add(name)) {
            log.error("event_return: returner {}: {}", name, why);
        }
    }

    @Override
    public void close() {
        closing = true;
        events.close();
        try {
            thread.join(2000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread.interrupt();
    }
}
