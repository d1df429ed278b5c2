package dev.brine.cli.remote;

import dev.brine.engine.client.JobCollector;
import dev.brine.engine.event.Tags;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A runner function that the master is running for us.
 *
 * @param jid its id; empty when the master refused
 * @param error why the master refused; empty when it did not
 */
public record RunnerCall(String jid, String error) {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** Asks the master to run the function. The caller's event source must be open already. */
    public static RunnerCall start(MasterDoor door, String fun, List<Object> args, Map<String, Object> kwargs)
            throws InterruptedException {
        return start(door, fun, args, kwargs, Map.of());
    }

    /**
     * As {@link #start(MasterDoor, String, List, Map)}.
     *
     * @param choices the {@code jid} or the {@code timeout} the call shall have, if any
     */
    public static RunnerCall start(
            MasterDoor door, String fun, List<Object> args, Map<String, Object> kwargs, Map<String, Object> choices)
            throws InterruptedException {
        Map<String, Object> load = new LinkedHashMap<>(choices);
        load.put("cmd", "runner");
        load.put("fun", fun);
        load.put("arg", args);
        load.put("kwarg", kwargs);
        door.sign(load);
        door.wish(load);
        Map<String, Object> reply = door.ask(load, TIMEOUT);
        Object error = reply.get("error");
        if (error != null) {
            return new RunnerCall(
                    "", error instanceof Map<?, ?> map ? String.valueOf(map.get("message")) : error.toString());
        }
        Object jid = reply.get("jid");
        if (jid == null) {
            return new RunnerCall("", "the master's answer has no jid");
        }
        door.watches().ifPresent(watches -> watches.add(jid.toString(), reply.get("watch"), List.of()));
        return new RunnerCall(jid.toString(), "");
    }

    /** The data of the return event; empty when it did not come in time. */
    public Optional<Map<String, Object>> await(JobCollector.Source events, Duration timeout)
            throws InterruptedException {
        return await(events, timeout, text -> {});
    }

    /** As {@link #await(JobCollector.Source, Duration)}; {@code printed} is given what the function prints meanwhile. */
    public Optional<Map<String, Object>> await(JobCollector.Source events, Duration timeout, Consumer<String> printed)
            throws InterruptedException {
        String wanted = Tags.runReturn(jid);
        long end = System.nanoTime() + timeout.toNanos();
        while (!jid.isEmpty()) {
            Optional<JobCollector.Message> message =
                    events.next(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
            if (message.isEmpty()) {
                return Optional.empty();
            }
            if (message.get().tag().equals(Tags.runPrint(jid))) {
                printed.accept(String.valueOf(message.get().data().get("text")));
            }
            if (message.get().tag().equals(wanted)) {
                return Optional.of(message.get().data());
            }
        }
        return Optional.empty();
    }
}
