package dev.brine.reactor.flow;

import dev.brine.engine.client.JobPublisher;
import dev.brine.engine.client.JobRequest;
import dev.brine.engine.client.Published;
import dev.brine.engine.event.Cause;
import dev.brine.engine.event.Event;
import dev.brine.engine.event.EventBus;
import dev.brine.engine.target.Target;
import dev.brine.reactor.reaction.Fault;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Follows jobs to their end, any number at a time and without a thread for each.
 *
 * <p>The rules are those of {@link dev.brine.engine.client.JobCollector}: after {@code timeout} the minions that have not returned are
 * asked with {@code saltutil.find_job}; those that still run the job are waited for, the others are given up. What is remembered is
 * one entry for each minion that is waited for. Everything happens on the alarm's thread; the public part may be used from any.
 */
final class JobWatch implements AutoCloseable {
    private static final String PREFIX = "salt/job/";
    private static final String RETURN = "/ret/";
    private static final Duration GRACE = Duration.ofMillis(500);

    private final EventBus bus;
    private final Alarm alarm;
    private final Clock clock;
    private final @Nullable JobPublisher jobs;
    private final Duration timeout;
    private final Duration gatherTimeout;
    private final Map<String, Follow> followed = new ConcurrentHashMap<>();
    private final Map<String, Follow> asked = new ConcurrentHashMap<>();
    private EventBus.@Nullable Tap tap;

    /** @param jobs asks minions whether they are at it; null on a minion, where there are no jobs */
    JobWatch(EventBus bus, Alarm alarm, Clock clock, @Nullable JobPublisher jobs, ReactorSettings settings) {
        this.bus = bus;
        this.alarm = alarm;
        this.clock = clock;
        this.jobs = jobs;
        this.timeout = settings.timeout();
        this.gatherTimeout = settings.gatherTimeout();
    }

    /**
     * How a job ended.
     *
     * @param returned by minion, whether it did what was asked
     * @param silent minions that were given up
     */
    record End(Map<String, Boolean> returned, Set<String> silent) {

        /** Whether every minion returned and did what was asked. */
        boolean success() {
            return silent.isEmpty() && !returned.containsValue(false);
        }

        /** Those who did not, in order of name. */
        List<String> failed() {
            Set<String> failed = new TreeSet<>(silent);
            failed.addAll(unwell());
            return List.copyOf(failed);
        }

        private Set<String> unwell() {
            Set<String> failed = new TreeSet<>();
            returned.forEach((id, well) -> {
                if (!well) {
                    failed.add(id);
                }
            });
            return failed;
        }

        /** Why it is no success. */
        Set<Fault> faults() {
            Set<Fault> faults = EnumSet.noneOf(Fault.class);
            if (returned.containsValue(false)) {
                faults.add(Fault.ERROR);
            }
            if (!silent.isEmpty()) {
                faults.add(Fault.NO_RETURN);
            }
            return faults;
        }

        /** Those who did not, for people. */
        String fault() {
            Set<String> failed = unwell();
            return (failed.isEmpty() ? "" : "failed on " + String.join(", ", failed))
                    + (failed.isEmpty() || silent.isEmpty() ? "" : "; ")
                    + (silent.isEmpty() ? "" : "no return of " + String.join(", ", new TreeSet<>(silent)));
        }
    }

    /** Told each return as it comes. */
    @FunctionalInterface
    interface OnReturn {
        void returned(String minion, boolean well);
    }

    void start() {
        tap = bus.tap(this::accept);
    }

    /** Begins to note returns of a job that is about to be published; say then whom it {@link #expect}s, or {@link #forget} it. */
    CompletionStage<End> listen(String jid, OnReturn onReturn) {
        Follow follow = new Follow(jid, onReturn);
        followed.put(jid, follow);
        return follow.end;
    }

    /** Says who is to return; {@code before} are those who are known to have done so, and how. */
    void expect(String jid, Collection<String> minions, Map<String, Boolean> before) {
        Follow follow = followed.get(jid);
        if (follow != null) {
            alarm.now(() -> follow.expect(minions, before));
        }
    }

    /** Follows the job no more; its stage never completes. */
    void forget(String jid) {
        followed.remove(jid);
    }

    /** Ends the wait for those who have not returned; false when it is not known yet who is to return. On the alarm's thread. */
    boolean giveUp(String jid) {
        Follow follow = followed.get(jid);
        if (follow == null || follow.waiting == null) {
            return false;
        }
        follow.finish();
        return true;
    }

    private void accept(Event event) {
        String tag = event.tag();
        int end = tag.startsWith(PREFIX) ? tag.indexOf(RETURN, PREFIX.length()) : -1;
        if (end < 0 || (followed.isEmpty() && asked.isEmpty())) {
            return;
        }
        String jid = tag.substring(PREFIX.length(), end);
        String id = tag.substring(end + RETURN.length());
        Follow follow = followed.get(jid);
        if (follow != null) {
            boolean well = well(event.data());
            alarm.now(() -> follow.returned(id, well));
        }
        Follow asking = asked.get(jid);
        if (asking != null) {
            boolean runs =
                    event.data().get("return") instanceof Map<?, ?> answer && !answer.isEmpty() && well(event.data());
            alarm.now(() -> asking.answered(jid, id, runs));
        }
    }

    private static boolean well(Map<String, Object> data) {
        boolean zero = data.get("retcode") instanceof Map<?, ?> codes
                ? codes.values().stream().allMatch(code -> Long.valueOf(0).equals(code))
                : !(data.get("retcode") instanceof Long code && code != 0);
        return zero && !Boolean.FALSE.equals(data.get("success"));
    }

    /** One job; touched by the alarm's thread only. */
    private final class Follow {
        private final String jid;
        private final OnReturn onReturn;
        private final CompletableFuture<End> end = new CompletableFuture<>();
        private final Map<String, Boolean> returned = new LinkedHashMap<>();
        private final Set<String> silent = new TreeSet<>();
        private final Set<String> running = new TreeSet<>();
        private @Nullable Set<String> waiting;
        private String question = "";

        private Follow(String jid, OnReturn onReturn) {
            this.jid = jid;
            this.onReturn = onReturn;
        }

        private void expect(Collection<String> minions, Map<String, Boolean> before) {
            before.forEach(this::note);
            Set<String> left = new TreeSet<>(minions);
            left.removeAll(returned.keySet());
            waiting = left;
            alarm.at(clock.millis() + timeout.toMillis(), this::ask);
            endIfAllCame();
        }

        private void note(String id, boolean well) {
            if (returned.putIfAbsent(id, well) == null) {
                onReturn.returned(id, well);
            }
        }

        private void returned(String id, boolean well) {
            note(id, well);
            if (waiting != null && waiting.remove(id)) {
                endIfAllCame();
                if (silent.remove(id) && silent.isEmpty()) {
                    conclude(question);
                }
            }
        }

        private void endIfAllCame() {
            if (waiting != null && waiting.isEmpty()) {
                finish();
            }
        }

        private void ask() {
            Set<String> missing = waiting;
            if (followed.get(jid) != this || missing == null || jobs == null) {
                return;
            }
            question = jobs.jid();
            silent.clear();
            silent.addAll(missing);
            running.clear();
            asked.put(question, this);
            Published published = jobs.publish(new JobRequest(
                    Target.list(List.copyOf(missing)),
                    "saltutil.find_job",
                    List.of(jid),
                    "",
                    question,
                    "root",
                    Map.of(),
                    Cause.NONE));
            if (!(published instanceof Published.Sent)) {
                asked.remove(question);
                finish();
                return;
            }
            String mine = question;
            alarm.at(clock.millis() + gatherTimeout.toMillis(), () -> conclude(mine));
        }

        private void answered(String of, String id, boolean runs) {
            if (!of.equals(question)) {
                return;
            }
            if (runs) {
                running.add(id);
            }
            if (silent.remove(id) && silent.isEmpty()) {
                conclude(of);
            }
        }

        private void conclude(String of) {
            if (followed.get(jid) != this) {
                asked.remove(of);
                return;
            }
            if (waiting == null || of.isEmpty() || !of.equals(question)) {
                return;
            }
            question = "";
            asked.remove(of);
            running.retainAll(waiting);
            if (!running.isEmpty()) {
                alarm.at(clock.millis() + timeout.toMillis(), this::ask);
            } else if (silent.isEmpty()) {
                // a return may be on its way
                alarm.at(clock.millis() + GRACE.toMillis(), this::finish);
            } else {
                finish();
            }
        }

        private void finish() {
            if (followed.remove(jid, this)) {
                asked.remove(question);
                end.complete(new End(
                        Collections.unmodifiableMap(new LinkedHashMap<>(returned)),
                        waiting == null ? Set.of() : Set.copyOf(waiting)));
            }
        }
    }

    @Override
    public void close() {
        if (tap != null) {
            tap.close();
        }
        followed.clear();
        asked.clear();
    }
}
