package dev.brine.engine.client;

import dev.brine.engine.event.Cause;
import dev.brine.engine.target.Target;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Runs a function on a few minions at a time, from inside the master.
 *
 * <p>Salt 3006: cli/batch.py. Who does not answer a ping is not sent the job; a minion that has returned makes room for the next
 * one. Each publication is collected by a thread of its own; the caller's thread decides and blocks.
 */
public final class LocalBatch {
    private final LocalCalls calls;

    public LocalBatch(LocalCalls calls) {
        this.calls = calls;
    }

    /** One minion's turn is over; {@code data} is null when it did not return. */
    private record Done(String id, @Nullable Map<String, Object> data) {}

    /**
     * Runs the job of {@code request} in batches.
     *
     * @param size how many at a time, or how many per cent of those that answer ("10", "25%")
     * @param failhard whether the first return code other than 0 ends it
     * @throws IllegalArgumentException when {@code size} is neither
     */
    public LocalCalls.Result run(JobRequest request, String size, boolean failhard) throws InterruptedException {
        LocalCalls.Result pinged = calls.call(request.target(), "test.ping", List.of(), request.user());
        Set<String> minions = pinged.returns().keySet();
        int most = BatchPlan.size(size, Math.max(1, minions.size()))
                .orElseThrow(() -> new IllegalArgumentException(
                        "Invalid batch data sent: " + size + "\nData must be in the form of %10, 10% or 3"));
        BatchPlan plan = new BatchPlan(most, minions);
        BlockingQueue<Done> done = new LinkedBlockingQueue<>();
        SortedMap<String, Map<String, Object>> returns = new TreeMap<>();
        TreeSet<String> silent = new TreeSet<>(pinged.silent());
        while (!plan.isOver()) {
            List<String> next = plan.next();
            if (!next.isEmpty()) {
                start(request, next, done);
            }
            Done one = done.take();
            plan.ended();
            if (one.data() == null) {
                silent.add(one.id());
            } else {
                returns.put(one.id(), one.data());
            }
            boolean failed =
                    one.data() == null || !Long.valueOf(0).equals(one.data().getOrDefault("retcode", 0L));
            if (failed && failhard) {
                break;
            }
        }
        return new LocalCalls.Result("", returns, List.copyOf(silent));
    }

    private void start(JobRequest request, List<String> minions, BlockingQueue<Done> done) {
        Thread thread = new Thread(() -> collect(request, minions, done), "batch-" + minions.get(0));
        thread.setDaemon(true);
        thread.start();
    }

    private void collect(JobRequest request, List<String> minions, BlockingQueue<Done> done) {
        TreeSet<String> left = new TreeSet<>(minions);
        JobRequest part = new JobRequest(
                Target.list(minions),
                request.fun(),
                request.arg(),
                request.ret(),
                "",
                request.user(),
                request.extra(),
                Cause.NONE);
        try {
            calls.call(part, calls.timeout(), calls.gatherTimeout(), data -> {
                String id = String.valueOf(data.get("id"));
                left.remove(id);
                done.add(new Done(id, data));
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            left.forEach(id -> done.add(new Done(id, null)));
        }
    }
}
