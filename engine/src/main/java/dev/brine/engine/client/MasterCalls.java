package dev.brine.engine.client;

import dev.brine.engine.call.Outcome;
import dev.brine.engine.event.Cause;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Runs functions of one family on the master: the runner client or the wheel client.
 *
 * <p>Fires {@code salt/run/<jid>/new} and {@code /ret} (or {@code salt/wheel/...}) around each.
 */
public interface MasterCalls {

    /**
     * Starts {@code fun} on the client's own bounded pool.
     *
     * @param user who asks; appears in the events
     * @return the call's jid and what will come of it; the stage completes and never fails
     */
    Started start(String fun, List<Object> args, Map<String, Object> kwargs, String user, Cause cause);

    /**
     * As {@link #start(String, List, Map, String, Cause)}, with what {@code salt-run} may choose.
     *
     * <p>Salt 3006: the job id is its maker's, and the timeout is the function's where it has one and was not given another.
     *
     * @param jid 20 digits; null for one of ours
     * @param timeout seconds; null for the function's own
     */
    default Started start(
            String fun,
            List<Object> args,
            Map<String, Object> kwargs,
            String user,
            Cause cause,
            @Nullable String jid,
            @Nullable Long timeout) {
        return start(fun, args, kwargs, user, cause);
    }

    /**
     * Runs {@code fun} in the calling thread: for whoever holds a thread of the pool already and would wait for another.
     *
     * @return the call, over
     */
    default Started call(String fun, List<Object> args, Map<String, Object> kwargs, String user, Cause cause) {
        Started started = start(fun, args, kwargs, user, cause);
        started.outcome().toCompletableFuture().join();
        return started;
    }

    /** A call under way. */
    record Started(String jid, String tag, CompletionStage<Outcome> outcome) {}
}
