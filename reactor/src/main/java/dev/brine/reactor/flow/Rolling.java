package dev.brine.reactor.flow;

import dev.brine.engine.client.BatchPlan;
import dev.brine.engine.client.JobProgress;
import dev.brine.engine.client.JobPublisher;
import dev.brine.engine.client.Published;
import dev.brine.engine.event.Cause;
import dev.brine.reactor.flow.JobWatch.End;
import dev.brine.reactor.reaction.Dispatcher;
import dev.brine.reactor.reaction.Dispatcher.Done;
import dev.brine.reactor.reaction.Fault;
import dev.brine.reactor.reaction.Reaction;
import dev.brine.reactor.window.WindowLog;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.ObjIntConsumer;

/**
 * Runs a job on a few minions at a time, each few under a job id of their own.
 *
 * <p>Salt 3006: cli/batch.py. First all are pinged; those who answer are on record, then who was given which job, and how each ended.
 * After a restart who has ended is not asked again and who was given a job is waited for; only the ping may be repeated, and {@code
 * batch_wait} does not go on where it was. Belongs to the alarm's thread.
 */
final class Rolling {
    private final Parts parts;
    private final long reaction;
    private final Reaction.Local call;
    private final Cause cause;
    private final String size;
    private final Duration wait;
    private final CompletableFuture<Done> end = new CompletableFuture<>();
    private final Map<String, Boolean> returned = new LinkedHashMap<>();
    private final Set<String> silent = new LinkedHashSet<>();
    private final Set<String> jobs = new LinkedHashSet<>();
    private final Set<String> all = new LinkedHashSet<>();
    private BatchPlan plan = new BatchPlan(1, List.of());
    private volatile int meant;
    private volatile int over;

    /**
     * What rolling jobs share.
     *
     * @param published told the id of each job that is out, and how many reactions lie behind it
     */
    record Parts(
            Dispatcher dispatcher,
            JobPublisher jobs,
            JobWatch watch,
            Alarm alarm,
            Clock clock,
            WindowLog log,
            ObjIntConsumer<String> published) {}

    /**
     * A rolling job that has not begun.
     *
     * @param reaction number of its record
     * @param size as {@link BatchPlan#size} reads it
     */
    Rolling(Parts parts, long reaction, Reaction.Local call, Cause cause, String size, Duration wait) {
        this.parts = parts;
        this.reaction = reaction;
        this.call = call;
        this.cause = cause;
        this.size = size;
        this.wait = wait;
    }

    /** Begins, or goes on where an earlier process left off. */
    CompletionStage<Done> run() {
        parts.alarm().now(this::begin);
        return end;
    }

    private void begin() {
        List<WindowLog.Rolled> before = parts.log().rolls(reaction);
        if (before.isEmpty()) {
            ping();
        } else {
            goOn(before);
        }
    }

    private void ping() {
        String jid = parts.jobs().jid();
        parts.watch().listen(jid, (minion, well) -> {}).thenAccept(this::present);
        Published sent = parts.dispatcher()
                .publish(
                        new Reaction.Local(
                                call.tgt(), call.tgtType(), "test.ping", List.of(), Map.of(), "", jid, call.options()),
                        cause);
        if (sent instanceof Published.Sent out) {
            silent.addAll(out.missing());
            all.addAll(out.minions());
            all.addAll(out.missing());
            parts.watch().expect(jid, out.minions(), Map.of());
            return;
        }
        parts.watch().forget(jid);
        end.complete(Done.of(sent));
    }

    private void present(End answers) {
        if (end.isDone()) {
            return;
        }
        silent.addAll(answers.silent());
        Collection<String> minions = answers.returned().keySet();
        plan = new BatchPlan(BatchPlan.size(size, minions.size()).orElse(1), minions);
        meant = all.size();
        over = silent.size();
        CompletionStage<Boolean> write = parts.log().roll(reaction, all);
        silent.forEach(minion -> parts.log().rolled(reaction, minion, "silent"));
        after(write, this::next);
    }

    private void goOn(List<WindowLog.Rolled> before) {
        List<String> waiting = new ArrayList<>();
        Map<String, List<String>> running = new LinkedHashMap<>();
        for (WindowLog.Rolled one : before) {
            all.add(one.minion());
            if (!one.jid().isEmpty()) {
                jobs.add(one.jid());
            }
            switch (one.outcome()) {
                case "well", "failed" ->
                    returned.put(one.minion(), one.outcome().equals("well"));
                case "silent" -> silent.add(one.minion());
                default -> {
                    if (one.jid().isEmpty() || !parts.jobs().began(one.jid())) {
                        waiting.add(one.minion());
                    } else {
                        running.computeIfAbsent(one.jid(), j -> new ArrayList<>())
                                .add(one.minion());
                    }
                }
            }
        }
        meant = all.size();
        over = returned.size() + silent.size();
        plan = new BatchPlan(BatchPlan.size(size, before.size()).orElse(1), waiting);
        running.forEach((jid, minions) -> {
            plan.running(minions.size());
            listen(jid, minions);
            Map<String, Boolean> already =
                    parts.jobs().progress(jid).map(JobProgress::returned).orElse(Map.of());
            parts.watch().expect(jid, minions, already);
        });
        next();
    }

    /** Goes on here when the write is on disk, or has failed: the job is then still run, but not known after a crash. */
    private void after(CompletionStage<Boolean> write, Runnable then) {
        write.whenComplete((done, failure) -> parts.alarm().now(then));
    }

    private void next() {
        if (end.isDone()) {
            return;
        }
        List<String> minions = plan.next();
        if (!minions.isEmpty()) {
            String jid = parts.jobs().jid();
            after(parts.log().rolling(reaction, jid, minions), () -> publish(jid, minions));
        } else if (plan.isOver()) {
            finish();
        }
    }

    private void publish(String jid, List<String> minions) {
        if (end.isDone()) {
            return;
        }
        listen(jid, minions);
        jobs.add(jid);
        Published sent = parts.dispatcher()
                .publish(
                        new Reaction.Local(
                                minions, "list", call.fun(), call.arg(), call.kwarg(), call.ret(), jid, call.options()),
                        cause);
        if (sent instanceof Published.Sent out) {
            parts.published().accept(jid, cause.hops());
            parts.watch().expect(jid, out.minions(), Map.of());
            minions.stream().filter(id -> !out.minions().contains(id)).forEach(id -> ended(id, "silent"));
        } else {
            parts.watch().forget(jid);
            minions.forEach(id -> ended(id, "failed"));
        }
    }

    private void listen(String jid, List<String> minions) {
        parts.watch()
                .listen(jid, (minion, well) -> {
                    if (minions.contains(minion)) {
                        ended(minion, well ? "well" : "failed");
                    }
                })
                .thenAccept(how -> how.silent().forEach(minion -> ended(minion, "silent")));
    }

    private void ended(String minion, String outcome) {
        if (end.isDone()) {
            return;
        }
        if (outcome.equals("silent")) {
            silent.add(minion);
        } else {
            returned.put(minion, outcome.equals("well"));
        }
        over = returned.size() + silent.size();
        parts.log().rolled(reaction, minion, outcome);
        parts.alarm().at(parts.clock().millis() + wait.toMillis(), () -> {
            plan.ended();
            next();
        });
    }

    /** Begins no more; who is at it or has not begun counts as silent. On the alarm's thread. */
    void stop() {
        jobs.forEach(parts.watch()::forget);
        if (all.isEmpty()) {
            end.complete(Done.failed("", "nobody was asked yet", Fault.NO_RETURN));
            return;
        }
        silent.addAll(all);
        silent.removeAll(returned.keySet());
        finish();
    }

    /** {@code kind, rule, reaction} (its number), {@code fun, batch, minions} (how many), {@code ended}. Any thread. */
    Map<String, Object> shown() {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("kind", "batch");
        one.put("rule", cause.rule());
        one.put("reaction", reaction);
        one.put("fun", call.fun());
        one.put("batch", size);
        one.put("minions", (long) meant);
        one.put("ended", (long) over);
        return one;
    }

    private void finish() {
        if (end.isDone()) {
            return;
        }
        End how = new End(returned, new TreeSet<>(silent));
        String told = returned.size() + " minions in " + jobs.size() + " jobs";
        end.complete(
                how.success()
                        ? Done.well("", told)
                        : new Done(false, "", told + "; " + how.fault(), how.failed(), how.faults()));
        // after the end is on record
        parts.alarm().now(() -> parts.log().rolledOver(reaction));
    }
}
