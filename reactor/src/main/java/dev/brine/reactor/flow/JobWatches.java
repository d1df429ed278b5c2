package dev.brine.reactor.flow;

import dev.brine.engine.event.Event;
import dev.brine.reactor.policy.Fault;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Jobs whose returns are waited for, without a thread that waits.
 *
 * <p>As the command line does: after {@code timeout} those that have not returned are asked with {@code saltutil.find_job} whether they still
 * run the job; who does is waited for, and asked again after ever longer pauses; who does not, or does not answer, is given up. Belongs to
 * the alarm's thread, except {@link #tap}.
 */
final class JobWatches {
    private static final String JOBS = "salt/job/";
    private static final long GRACE = 500;
    private static final long LONGEST_PAUSE = 60_000;

    private final Clock clock;
    private final Alarm alarm;
    private final Duration timeout;
    private final Duration gather;
    private final BiFunction<String, Collection<String>, Optional<String>> findJob;
    private final Map<String, Watch> watches = new ConcurrentHashMap<>();

    /**
     * Nothing is watched yet.
     *
     * @param findJob asks minions whether they run a job; gives the id of the job by which they are asked, empty when none could be
     */
    JobWatches(
            Clock clock,
            Alarm alarm,
            Duration timeout,
            Duration gather,
            BiFunction<String, Collection<String>, Optional<String>> findJob) {
        this.clock = clock;
        this.alarm = alarm;
        this.timeout = timeout;
        this.gather = gather;
        this.findJob = findJob;
    }

    /**
     * What came of a job.
     *
     * @param faults empty when every minion did what was asked
     * @param failed minions that did not
     * @param message for people
     */
    record Result(Set<Fault> faults, List<String> failed, String message) {}

    private final class Watch {
        private final String jid;
        private final Consumer<Result> ended;
        private final Map<String, String> faulty = new TreeMap<>();
        private final Set<String> returned = new TreeSet<>();
        private final Set<String> silent = new TreeSet<>();
        private final Set<String> running = new TreeSet<>();
        private @Nullable Set<String> waiting;
        private String question = "";
        private long pause = timeout.toMillis();

        Watch(String jid, Consumer<Result> ended) {
            this.jid = jid;
            this.ended = ended;
        }

        void returned(String id, String fault) {
            if (!returned.add(id)) {
                return;
            }
            if (!fault.isEmpty()) {
                faulty.put(id, fault);
            }
            if (waiting != null) {
                waiting.remove(id);
                silent.remove(id);
                running.remove(id);
                look();
            }
        }

        void expect(Collection<String> minions) {
            waiting = new TreeSet<>(minions);
            waiting.removeAll(returned);
            look();
            if (watches.containsKey(jid)) {
                alarm.at(clock.millis() + pause, this::ask);
            }
        }

        private void look() {
            if (waiting != null && waiting.isEmpty()) {
                end(EnumSet.noneOf(Fault.class), Set.of(), "");
            }
        }

        private void ask() {
            if (watches.get(jid) != this || waiting == null) {
                return;
            }
            running.clear();
            silent.clear();
            silent.addAll(waiting);
            question = findJob.apply(jid, waiting).orElse("");
            if (question.isEmpty()) {
                giveUp();
                return;
            }
            String asked = question;
            watches.put(question, this);
            alarm.at(clock.millis() + gather.toMillis(), () -> conclude(asked));
        }

        void answered(String id, boolean runs) {
            if (silent.remove(id) && runs) {
                running.add(id);
            }
            if (silent.isEmpty()) {
                String asked = question;
                // a return may be on its way after its minion said that the job is not running
                alarm.at(clock.millis() + GRACE, () -> conclude(asked));
            }
        }

        private void conclude(String asked) {
            if (watches.get(jid) != this || !question.equals(asked) || waiting == null) {
                return;
            }
            watches.remove(question);
            question = "";
            if (!running.containsAll(waiting)) {
                Set<String> gone = new TreeSet<>(waiting);
                gone.removeAll(running);
                gone.forEach(id -> faulty.put(id, "did not return"));
                waiting.retainAll(running);
                if (waiting.isEmpty()) {
                    giveUp();
                    return;
                }
            }
            pause = Math.min(Math.max(LONGEST_PAUSE, timeout.toMillis()), pause * 2);
            alarm.at(clock.millis() + pause, this::ask);
        }

        private void giveUp() {
            if (waiting != null) {
                waiting.forEach(id -> faulty.put(id, "did not return"));
                end(EnumSet.noneOf(Fault.class), Set.of(), "");
            }
        }

        void end(Set<Fault> more, Set<String> late, String why) {
            if (!watches.remove(jid, this)) {
                return;
            }
            watches.remove(question);
            Set<Fault> faults = EnumSet.noneOf(Fault.class);
            faults.addAll(more);
            late.forEach(id -> faulty.putIfAbsent(id, why));
            Set<String> failed = new TreeSet<>(faulty.keySet());
            StringBuilder message = new StringBuilder();
            int told = 0;
            for (Map.Entry<String, String> one : faulty.entrySet()) {
                if (!late.contains(one.getKey())) {
                    faults.add(one.getValue().equals("did not return") ? Fault.NO_RETURN : Fault.ERROR);
                }
                if (told++ < 5) {
                    message.append(message.isEmpty() ? "" : "; ")
                            .append(one.getKey())
                            .append(' ')
                            .append(one.getValue());
                }
            }
            if (told > 5) {
                message.append("; and ").append(told - 5).append(" more");
            }
            int all = returned.size()
                    + (int) failed.stream().filter(id -> !returned.contains(id)).count();
            ended.accept(new Result(
                    faults,
                    List.copyOf(failed),
                    message.isEmpty() ? returned.size() + " of " + all + " minions returned" : message.toString()));
        }
    }

    /** Begins to note the returns of a job, before it is published; {@code ended} is told what came of it. */
    void watch(String jid, Consumer<Result> ended) {
        watches.put(jid, new Watch(jid, ended));
    }

    /** Says who is expected to return. */
    void expect(String jid, Collection<String> minions) {
        Watch watch = watches.get(jid);
        if (watch != null) {
            watch.expect(minions);
        }
    }

    /** Watches it no more; nobody is told. */
    void forget(String jid) {
        watches.remove(jid);
    }

    /** Ends the wait for a job that takes too long. */
    void tooLong(String jid, Duration limit) {
        Watch watch = watches.get(jid);
        if (watch != null) {
            Set<String> late = watch.waiting == null ? Set.of() : Set.copyOf(watch.waiting);
            watch.end(EnumSet.of(Fault.TIMEOUT), late, "took longer than " + limit.toSeconds() + " s");
        }
    }

    /** Given every event of the bus, on the publishing thread. */
    void tap(Event event) {
        if (!watches.isEmpty() && event.tag().startsWith(JOBS)) {
            note(event, alarm::now);
        }
    }

    /** Takes a return, or the news of a job, of an event that was kept. */
    void replay(Event event) {
        if (event.tag().startsWith(JOBS)) {
            note(event, Runnable::run);
        }
    }

    private void note(Event event, Consumer<Runnable> later) {
        int end = event.tag().indexOf('/', JOBS.length());
        String jid = end < 0 ? "" : event.tag().substring(JOBS.length(), end);
        Watch watch = watches.get(jid);
        if (watch == null
                || !event.tag().startsWith("/ret/", end)
                || !(event.data().get("id") instanceof String id)) {
            return;
        }
        if (watch.jid.equals(jid)) {
            String fault = fault(event.data());
            later.accept(() -> watch.returned(id, fault));
        } else {
            boolean runs = event.data().get("return") instanceof Map<?, ?> answer && !answer.isEmpty();
            later.accept(() -> watch.answered(id, runs));
        }
    }

    /** Salt 3006: a return code that is not 0, or the minion's word that it failed. */
    private static String fault(Map<String, Object> data) {
        if (data.get("retcode") instanceof Long code && code != 0) {
            return "returned with code " + code;
        }
        if (data.get("retcode") instanceof Map<?, ?> codes
                && codes.values().stream().anyMatch(code -> !Long.valueOf(0).equals(code))) {
            return "returned with codes " + codes;
        }
        return Boolean.FALSE.equals(data.get("success")) ? "failed" : "";
    }
}
