package dev.brine.states.orchestrate;

import dev.brine.engine.client.JobRequest;
import dev.brine.engine.client.LocalBatch;
import dev.brine.engine.client.LocalCalls;
import dev.brine.engine.event.Cause;
import dev.brine.engine.target.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sends one job to minions and waits: all of them, some at random, or in batches. Salt 3006: {@code saltutil.cmd}. */
final class MinionJobs {
    private final LocalCalls calls;
    private final String user;

    MinionJobs(LocalCalls calls, String user) {
        this.calls = calls;
        this.user = user;
    }

    /**
     * A job.
     *
     * @param kwarg keyword arguments of the function
     * @param extra {@code ret_config} and {@code ret_kwargs}
     * @param timeout seconds; null for the configured ones
     * @param batch how many at a time ("3", "10%"); empty for all at once
     * @param subset how many of the minions that have the function; 0 for all
     * @param expect whether a minion that does not return is in the answer, as failed
     */
    record Order(
            Target target,
            String fun,
            List<Object> arg,
            Map<String, Object> kwarg,
            String ret,
            Map<String, Object> extra,
            @Nullable Long timeout,
            String batch,
            long subset,
            boolean failhard,
            boolean expect) {

        /** As it is told in the {@code args} event. */
        Map<String, Object> told(boolean cmdMeta) {
            Map<String, Object> told = new LinkedHashMap<>();
            told.put("arg", arg);
            told.put("kwarg", kwarg);
            told.put("ret", ret);
            told.put("timeout", timeout);
            told.putAll(extra);
            told.put("tgt_type", target.type().word());
            told.put("ssh", false);
            told.put("expect_minions", expect);
            if (cmdMeta) {
                told.put("_cmd_meta", true);
            }
            if (!batch.isEmpty()) {
                told.put("batch", batch);
            }
            if (subset > 0) {
                told.put("subset", subset);
            }
            if (failhard) {
                told.put("failhard", true);
            }
            return told;
        }
    }

    /**
     * What came back.
     *
     * @param jid the job's id; empty for batches, which are several jobs
     * @param minions event data by minion; an empty map for a minion that did not return
     */
    record Answer(String jid, Map<String, Map<String, Object>> minions) {}

    /** @throws IllegalArgumentException when {@code batch} is no size */
    Answer send(Order order) throws InterruptedException {
        Target target = order.subset() > 0 ? subset(order) : order.target();
        JobRequest request =
                new JobRequest(target, order.fun(), arguments(order), order.ret(), "", user, order.extra(), Cause.NONE);
        LocalCalls.Result result;
        if (!order.batch().isEmpty()) {
            result = new LocalBatch(calls).run(request, order.batch(), order.failhard());
        } else {
            Long seconds = order.timeout();
            Duration timeout = seconds == null ? calls.timeout() : Duration.ofSeconds(seconds);
            result = calls.call(request, timeout, calls.gatherTimeout(), data -> {});
        }
        Map<String, Map<String, Object>> minions = new LinkedHashMap<>(result.returns());
        if (order.expect()) {
            result.silent().forEach(id -> minions.putIfAbsent(id, Map.of()));
        }
        return new Answer(result.jid(), minions);
    }

    private static List<Object> arguments(Order order) {
        List<Object> arguments = new ArrayList<>(order.arg());
        if (!order.kwarg().isEmpty()) {
            Map<String, Object> marked = new LinkedHashMap<>(order.kwarg());
            marked.put("__kwarg__", true);
            arguments.add(marked);
        }
        return arguments;
    }

    private Target subset(Order order) throws InterruptedException {
        LocalCalls.Result asked = calls.call(order.target(), "sys.list_functions", List.of(), user);
        List<String> having = new ArrayList<>();
        asked.returns().forEach((id, data) -> {
            if (data.get("return") instanceof List<?> functions && functions.contains(order.fun())) {
                having.add(id);
            }
        });
        Collections.shuffle(having);
        return Target.list(List.copyOf(having.subList(0, (int) Math.min(having.size(), order.subset()))));
    }
}
