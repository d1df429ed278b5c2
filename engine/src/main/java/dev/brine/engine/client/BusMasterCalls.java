package dev.brine.engine.client;

import dev.brine.engine.call.Call;
import dev.brine.engine.call.Function;
import dev.brine.engine.call.Invoker;
import dev.brine.engine.call.Outcome;
import dev.brine.engine.call.Parameter;
import dev.brine.engine.event.Cause;
import dev.brine.engine.event.Event;
import dev.brine.engine.event.EventBus;
import dev.brine.engine.event.Origin;
import dev.brine.engine.event.Tags;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs runner or wheel functions with their two events around them.
 *
 * <p>Salt 3006: client/mixins.py {@code low}. Runner events carry {@code fun_args} in both; those of the wheel carry {@code tag}.
 * What a wheel function changed is acted upon by others after its {@code /ret} event.
 */
public final class BusMasterCalls implements MasterCalls {

    /** Which family this is. */
    public enum Family {
        RUNNER("runner"),
        WHEEL("wheel");

        private final String word;

        Family(String word) {
            this.word = word;
        }
    }

    /** Holds back what others would do about changes of the calling thread, until it is closed. */
    @FunctionalInterface
    public interface Hold extends AutoCloseable {
        @Override
        void close();
    }

    private final Family family;
    private final Supplier<Invoker> functions;
    private final EventBus bus;
    private final Supplier<String> jids;
    private final Executor pool;
    private final Supplier<Hold> hold;

    /**
     * Makes the client of one family.
     *
     * @param functions the family's functions, asked for at each call
     * @param pool bounded; what it refuses is answered as failed
     * @param hold opened before a function runs and closed after its last event
     */
    public BusMasterCalls(
            Family family,
            Supplier<Invoker> functions,
            EventBus bus,
            Supplier<String> jids,
            Executor pool,
            Supplier<Hold> hold) {
        this.family = family;
        this.functions = functions;
        this.bus = bus;
        this.jids = jids;
        this.pool = pool;
        this.hold = hold;
    }

    @Override
    public Started start(String fun, List<Object> args, Map<String, Object> kwargs, String user, Cause cause) {
        return start(fun, args, kwargs, user, cause, null, null);
    }

    @Override
    public Started start(
            String fun,
            List<Object> args,
            Map<String, Object> given,
            String user,
            Cause cause,
            @Nullable String chosen,
            @Nullable Long timeout) {
        String jid = chosen == null ? jids.get() : chosen;
        Map<String, Object> kwargs = timeout == null ? given : within(timeout, fun, args, given);
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        Runnable work = () -> outcome.complete(run(fun, args, kwargs, jid, user, cause));
        try {
            pool.execute(work);
        } catch (RejectedExecutionException e) {
            outcome.complete(new Outcome.Failed(
                    "ERROR: " + fun + " was not run: too many " + family.word + " calls wait already", e));
        }
        return new Started(jid, tag(jid), outcome);
    }

    @Override
    public Started call(String fun, List<Object> args, Map<String, Object> kwargs, String user, Cause cause) {
        String jid = jids.get();
        Outcome outcome = run(fun, args, kwargs, jid, user, cause);
        return new Started(jid, tag(jid), CompletableFuture.completedFuture(outcome));
    }

    /** The keywords with a {@code timeout} where the function has one that was not given. */
    private Map<String, Object> within(long timeout, String fun, List<Object> args, Map<String, Object> kwargs) {
        List<Parameter> parameters =
                functions.get().table().find(fun).map(Function::parameters).orElse(List.of());
        for (int i = 0; i < parameters.size(); i++) {
            Parameter parameter = parameters.get(i);
            if (parameter.name().equals("timeout")
                    && parameter.kind() == Parameter.Kind.NAMED
                    && i >= args.size()
                    && !kwargs.containsKey("timeout")) {
                Map<String, Object> more = new LinkedHashMap<>(kwargs);
                more.put("timeout", timeout);
                return more;
            }
        }
        return kwargs;
    }

    private Outcome run(
            String fun, List<Object> args, Map<String, Object> kwargs, String jid, String user, Cause cause) {
        Hold held = hold.get();
        try {
            fire(newTag(jid), data(fun, args, kwargs, jid, user), cause);
            Invoker family = functions.get();
            Call call = Call.of(fun, jid, user, Map.of(), family, () -> false);
            if (this.family == Family.RUNNER) {
                call.printing(text -> fire(Tags.runPrint(jid), new LinkedHashMap<>(Map.of("text", text)), cause));
            }
            Outcome outcome = bus.within(cause, () -> family.invoke(args, kwargs, call));
            Map<String, Object> ret = data(fun, args, kwargs, jid, user);
            ret.put("return", outcome.value());
            ret.put("success", outcome.success());
            if (outcome.retcode() != 0 && (outcome instanceof Outcome.Failed || outcome instanceof Outcome.Returned)) {
                ret.put("retcode", (long) outcome.retcode());
            }
            fire(returnTag(jid), ret, cause);
            return outcome;
        } finally {
            held.close();
        }
    }

    private Map<String, Object> data(
            String fun, List<Object> args, Map<String, Object> kwargs, String jid, String user) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("fun", family.word + "." + fun);
        data.put("jid", jid);
        if (family == Family.WHEEL) {
            data.put("tag", tag(jid));
        }
        data.put("user", user);
        List<Object> funArgs = new ArrayList<>(args);
        if (!kwargs.isEmpty()) {
            funArgs.add(new LinkedHashMap<>(kwargs));
        }
        data.put("fun_args", funArgs);
        return data;
    }

    private void fire(String tag, Map<String, Object> data, Cause cause) {
        bus.publish(Event.of(tag, data, Origin.MASTER).causedBy(cause));
    }

    private String tag(String jid) {
        String fresh = newTag(jid);
        return fresh.substring(0, fresh.lastIndexOf('/'));
    }

    private String newTag(String jid) {
        return family == Family.RUNNER ? Tags.runNew(jid) : Tags.wheelNew(jid);
    }

    private String returnTag(String jid) {
        return family == Family.RUNNER ? Tags.runReturn(jid) : Tags.wheelReturn(jid);
    }
}
