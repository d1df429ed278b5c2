package dev.brine.engine.client;

import dev.brine.engine.event.Cause;
import dev.brine.engine.event.EventBus;
import dev.brine.engine.event.Subscription;
import dev.brine.engine.target.Target;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Runs a function on minions from inside the master and waits for them: what runners such as {@code manage.status} need.
 *
 * <p>Blocks its caller; not for the reactor, which only publishes.
 */
public final class LocalCalls {
    private static final int QUEUE = 100_000;

    private final JobPublisher publisher;
    private final EventBus bus;
    private final Duration timeout;
    private final Duration gatherTimeout;

    public LocalCalls(JobPublisher publisher, EventBus bus, Duration timeout, Duration gatherTimeout) {
        this.publisher = publisher;
        this.bus = bus;
        this.timeout = timeout;
        this.gatherTimeout = gatherTimeout;
    }

    /**
     * What came of a call.
     *
     * @param returns event data of each return, by minion
     * @param silent minions that did not return, in order
     */
    public record Result(String jid, SortedMap<String, Map<String, Object>> returns, List<String> silent) {
        /** The return values by minion. */
        public SortedMap<String, Object> values() {
            SortedMap<String, Object> values = new TreeMap<>();
            returns.forEach((id, data) -> values.put(id, data.get("return")));
            return values;
        }
    }

    /** Calls {@code fun} with the configured timeouts. */
    public Result call(Target target, String fun, List<Object> args, String user) throws InterruptedException {
        return call(target, fun, args, user, timeout, gatherTimeout);
    }

    public Result call(
            Target target, String fun, List<Object> args, String user, Duration timeout, Duration gatherTimeout)
            throws InterruptedException {
        return call(request(target, fun, args, user), timeout, gatherTimeout, data -> {});
    }

    /** The configured {@code timeout}. */
    public Duration timeout() {
        return timeout;
    }

    /** The configured {@code gather_job_timeout}. */
    public Duration gatherTimeout() {
        return gatherTimeout;
    }

    /**
     * Publishes {@code request} and waits.
     *
     * @param onReturn given the event data of each return as it comes
     */
    public Result call(
            JobRequest request, Duration timeout, Duration gatherTimeout, Consumer<Map<String, Object>> onReturn)
            throws InterruptedException {
        SortedMap<String, Map<String, Object>> returns = new TreeMap<>();
        try (Subscription events = bus.subscribe("salt/job/", QUEUE)) {
            Published published = publisher.publish(request);
            if (!(published instanceof Published.Sent sent)) {
                return new Result("", returns, List.of());
            }
            JobCollector collector = new JobCollector(
                    wait -> events.next(wait).map(e -> new JobCollector.Message(e.tag(), e.data())),
                    (jid, minions) -> findJob(jid, minions, request.user()),
                    timeout,
                    gatherTimeout,
                    System::nanoTime);
            TreeSet<String> silent = new TreeSet<>(collector.collect(sent.jid(), sent.minions(), data -> {
                returns.put(String.valueOf(data.get("id")), data);
                onReturn.accept(data);
            }));
            silent.addAll(sent.missing());
            return new Result(sent.jid(), returns, List.copyOf(silent));
        }
    }

    private Optional<String> findJob(String jid, List<String> minions, String user) {
        Published published = publisher.publish(request(Target.list(minions), "saltutil.find_job", List.of(jid), user));
        return published instanceof Published.Sent sent ? Optional.of(sent.jid()) : Optional.empty();
    }

    private static JobRequest request(Target target, String fun, List<Object> args, String user) {
        return new JobRequest(target, fun, args, "", "", user, Map.of(), Cause.NONE);
    }
}
