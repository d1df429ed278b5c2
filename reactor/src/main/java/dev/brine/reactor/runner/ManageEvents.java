package dev.brine.reactor.runner;

import dev.brine.engine.event.Event;
import dev.brine.engine.event.EventBus;
import dev.brine.engine.event.Origin;
import dev.brine.engine.event.Subscription;
import dev.brine.engine.event.Tags;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what stock's {@code salt-run reactor.*} ask for by events, and answers with the events that these wait for.
 *
 * <p>Salt 3006: utils/reactor.py. Only holders of the master's key are heard. On a thread of its own.
 */
public final class ManageEvents implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ManageEvents.class);
    private static final int WAITING = 1_000;

    private final ReactorRunner runner;
    private final String masterId;
    private final Subscription asked;
    private final Thread thread;

    private ManageEvents(EventBus bus, ReactorRunner runner, String masterId) {
        this.runner = runner;
        this.masterId = masterId;
        this.asked = bus.subscribe(ManageEvents::isMeant, WAITING);
        this.thread = new Thread(this::run, "reactor-manage");
        thread.setDaemon(true);
    }

    /** Begins to listen. */
    public static ManageEvents start(EventBus bus, ReactorRunner runner, String masterId) {
        ManageEvents events = new ManageEvents(bus, runner, masterId);
        events.thread.start();
        return events;
    }

    private static boolean isMeant(Event event) {
        return event.origin().equals(Origin.KEY_HOLDER) && event.tag().startsWith(Tags.REACTORS_MANAGE);
    }

    private void run() {
        try {
            while (true) {
                asked.next(Duration.ofDays(1)).ifPresent(this::answer);
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(Event event) {
        try {
            String tag = event.data().get("event") instanceof String text ? text : "";
            switch (event.tag().substring(Tags.REACTORS_MANAGE.length())) {
                case "list" -> runner.listAll();
                case "add" -> runner.add(tag, event.data().getOrDefault("reactors", List.of()), "base", "");
                case "delete" -> runner.delete(tag, "base", "");
                case "is_leader" -> runner.isLeader();
                case "set_leader" -> {
                    // of another master's it is only told how things are here
                    if (masterId.equals(event.data().get("id"))) {
                        runner.setLeader(Boolean.TRUE.equals(event.data().get("value")));
                    } else {
                        runner.isLeader();
                    }
                }
                default -> log.warn("{} means nothing to this reactor", event.tag());
            }
        } catch (RuntimeException e) {
            log.error("{} could not be done", event.tag(), e);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        asked.close();
    }
}
