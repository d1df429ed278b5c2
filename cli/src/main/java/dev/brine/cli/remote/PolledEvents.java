package dev.brine.cli.remote;

import dev.brine.engine.client.JobCollector;
import dev.brine.engine.data.Data;
import dev.brine.engine.event.Tags;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * The events of this command's jobs, asked of the master again and again: for users of {@code publisher_acl} and {@code
 * external_auth}, who may not read the event socket with everybody's jobs on it. One thread.
 */
final class PolledEvents implements JobSource {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long FIRST = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long LONGEST = TimeUnit.MILLISECONDS.toNanos(500);

    private final MasterDoor door;
    private final Watches watches;
    private final Queue<JobCollector.Message> ready = new ArrayDeque<>();
    private long pause = FIRST;

    PolledEvents(MasterDoor door, Watches watches) {
        this.door = door;
        this.watches = watches;
    }

    @Override
    public Optional<JobCollector.Message> next(Duration timeout) throws InterruptedException {
        Optional<String> unpromised = watches.unpromised();
        if (unpromised.isPresent()) {
            throw new MasterUnreachable(
                    "The job " + unpromised.get() + " was started, and its returns cannot be shown: this"
                            + " user may not read the master's event socket, and the master hands out no events in another way. Run"
                            + " the command as the master's user, or with --async.");
        }
        long start = System.nanoTime();
        while (ready.isEmpty()) {
            for (Watches.Watch watch : watches.open()) {
                ask(watch);
            }
            long left = timeout.toNanos() - (System.nanoTime() - start);
            if (!ready.isEmpty()) {
                pause = FIRST;
            } else if (left <= 0) {
                return Optional.empty();
            } else {
                TimeUnit.NANOSECONDS.sleep(Math.min(left, pause));
                pause = Math.min(LONGEST, pause * 2);
            }
        }
        return Optional.ofNullable(ready.poll());
    }

    private void ask(Watches.Watch watch) throws InterruptedException {
        Map<String, Object> load = new LinkedHashMap<>();
        load.put("cmd", "job_events");
        load.put("jid", watch.jid);
        load.put("ticket", watch.ticket);
        load.put("from", watches.from(watch));
        Map<String, Object> answer = door.ask(load, PATIENCE);
        if (answer.containsKey("error")) {
            throw new MasterUnreachable("The master forgot that job " + watch.jid
                    + " is ours, most likely because it was started anew. Whoever may, finds its returns with: salt-run"
                    + " jobs.lookup_jid " + watch.jid);
        }
        Data reply = Data.of("reply to job_events", answer);
        for (Object item : reply.listOr("events", List.of())) {
            Data event = Data.of("event", item);
            JobCollector.Message message =
                    new JobCollector.Message(event.string("tag"), Data.asMap("data", event.value("data")));
            ready.add(message);
            Optional<String> id =
                    message.data().get("id") instanceof String text ? Optional.of(text) : Optional.empty();
            boolean isReturn = message.tag().equals(Tags.runReturn(watch.jid))
                    || id.filter(text -> message.tag().equals(Tags.jobReturn(watch.jid, text)))
                            .isPresent();
            if (isReturn) {
                watches.returned(watch, id);
            }
        }
        watches.read(watch, reply.integer("next"));
    }

    @Override
    public void close() {
        // the door is the caller's
    }
}
