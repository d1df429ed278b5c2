package dev.brine.engine.client;

import dev.brine.engine.event.Tags;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Collects the returns of one job as they come, and finds out whom it is useless to wait for.
 *
 * <p>Salt 3006: client/__init__.py get_iter_returns. After {@code timeout} the minions that have not returned are asked with
 * {@code saltutil.find_job} whether they still run the job; those that do are given {@code timeout} more, again and again; who
 * does not answer within {@code gatherTimeout} is given up. Other than in Salt, nobody waits for the rest of the gather time
 * once every minion has answered: those that do not run the job any more get a moment for a return that is on its way.
 *
 * <p>One thread; the same code serves the command line, where events come over a socket, and runners inside the master.
 */
public final class JobCollector {
    /** How long a return may still be on its way after its minion said that the job is not running. */
    private static final Duration GRACE = Duration.ofMillis(500);

    private final Source source;
    private final FindJob findJob;
    private final Duration timeout;
    private final Duration gatherTimeout;
    private final LongSupplier nanos;

    /** Where events come from: at least all whose tag starts with {@code salt/job/}, from before the job was published. */
    @FunctionalInterface
    public interface Source {
        /** The next event; empty when none came in time. */
        Optional<Message> next(Duration timeout) throws InterruptedException;
    }

    /** An event as listeners read it. */
    public record Message(String tag, Map<String, Object> data) {}

    /** Publishes {@code saltutil.find_job [jid]} to a list of minions; gives the new job's id, or empty when nobody was asked. */
    @FunctionalInterface
    public interface FindJob {
        Optional<String> publish(String jid, List<String> minions);
    }

    /** A collector; {@code nanos} is {@code System::nanoTime} outside of tests. */
    public JobCollector(Source source, FindJob findJob, Duration timeout, Duration gatherTimeout, LongSupplier nanos) {
        this.source = source;
        this.findJob = findJob;
        this.timeout = timeout;
        this.gatherTimeout = gatherTimeout;
        this.nanos = nanos;
    }

    /**
     * Collects until every minion has returned or was given up.
     *
     * @param onReturn given the event data of each return, the first of each minion
     * @return ids that did not return, in order
     */
    public Set<String> collect(String jid, Collection<String> minions, Consumer<Map<String, Object>> onReturn)
            throws InterruptedException {
        Set<String> waiting = new TreeSet<>(minions);
        long deadline = nanos.getAsLong() + timeout.toNanos();
        while (!waiting.isEmpty()) {
            read(jid, deadline, waiting, onReturn, null);
            if (waiting.isEmpty()) {
                break;
            }
            if (ask(jid, waiting, onReturn).isEmpty()) {
                break;
            }
            deadline = nanos.getAsLong() + timeout.toNanos();
        }
        return waiting;
    }

    /** Asks everybody who is missing; gives those who still run the job. */
    private Set<String> ask(String jid, Set<String> waiting, Consumer<Map<String, Object>> onReturn)
            throws InterruptedException {
        Optional<String> asked = findJob.publish(jid, new ArrayList<>(waiting));
        if (asked.isEmpty()) {
            return Set.of();
        }
        Answers answers = new Answers(asked.get(), new HashSet<>(waiting), new HashSet<>());
        read(jid, nanos.getAsLong() + gatherTimeout.toNanos(), waiting, onReturn, answers);
        answers.running.retainAll(waiting);
        if (answers.running.isEmpty() && !waiting.isEmpty() && answers.silent.isEmpty()) {
            read(jid, nanos.getAsLong() + GRACE.toNanos(), waiting, onReturn, null);
        }
        return answers.running;
    }

    private record Answers(String jid, Set<String> silent, Set<String> running) {}

    /** Reads events until the deadline, until nobody is waited for, or until everybody asked has answered. */
    private void read(
            String jid,
            long deadline,
            Set<String> waiting,
            Consumer<Map<String, Object>> onReturn,
            @Nullable Answers answers)
            throws InterruptedException {
        while (!waiting.isEmpty() && (answers == null || !answers.silent.isEmpty())) {
            long left = deadline - nanos.getAsLong();
            Optional<Message> next = left <= 0 ? Optional.empty() : source.next(Duration.ofNanos(left));
            if (next.isEmpty()) {
                if (deadline - nanos.getAsLong() <= 0) {
                    return;
                }
                continue;
            }
            take(next.get(), jid, waiting, onReturn, answers);
        }
    }

    private static void take(
            Message message,
            String jid,
            Set<String> waiting,
            Consumer<Map<String, Object>> onReturn,
            @Nullable Answers answers) {
        Object id = message.data().get("id");
        if (!(id instanceof String minion)) {
            return;
        }
        if (message.tag().equals(Tags.jobReturn(jid, minion))) {
            if (waiting.remove(minion)) {
                onReturn.accept(message.data());
                if (answers != null) {
                    answers.silent.remove(minion);
                }
            }
        } else if (answers != null && message.tag().equals(Tags.jobReturn(answers.jid, minion))) {
            answers.silent.remove(minion);
            boolean runs = message.data().get("return") instanceof Map<?, ?> answer && !answer.isEmpty();
            // Salt 3006: an answer with a return code means that the question itself failed there
            if (runs && !(message.data().get("retcode") instanceof Long code && code != 0)) {
                answers.running.add(minion);
            }
        }
    }
}
