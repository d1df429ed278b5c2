package dev.brine.reactor.reaction;

import dev.brine.engine.call.Call;
import dev.brine.engine.call.Invoker;
import dev.brine.engine.call.Outcome;
import dev.brine.engine.client.JobPublisher;
import dev.brine.engine.client.JobRequest;
import dev.brine.engine.client.MasterCalls;
import dev.brine.engine.client.Published;
import dev.brine.engine.event.Cause;
import dev.brine.engine.target.Target;
import dev.brine.engine.target.TargetType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Hands reactions to their clients. Any thread; the stage it gives completes and never fails. */
public final class Dispatcher {
    /** Who the events of runner and wheel calls name, and what the loop guard looks for. */
    public static final String USER = "Reactor";

    private final JobPublisher jobs;
    private final MasterCalls runners;
    private final MasterCalls wheel;
    private final Invoker functions;
    private final String jobUser;

    private Dispatcher(JobPublisher jobs, MasterCalls runners, MasterCalls wheel, Invoker functions, String jobUser) {
        this.jobs = jobs;
        this.runners = runners;
        this.wheel = wheel;
        this.functions = functions;
        this.jobUser = jobUser;
    }

    /**
     * For a master.
     *
     * @param jobUser whom jobs name as their user: the account of the master, as in stock
     */
    public static Dispatcher ofMaster(
            JobPublisher jobs, MasterCalls runners, MasterCalls wheel, Invoker functions, String jobUser) {
        return new Dispatcher(jobs, runners, wheel, functions, jobUser);
    }

    /**
     * What came of a reaction.
     *
     * @param success whether it did what was asked
     * @param jid of the job or call; empty when there is none
     * @param message why not, or a short word on what was done
     */
    public record Done(boolean success, String jid, String message) {}

    /** Starts a reaction; a job counts as done when it is published. */
    public CompletionStage<Done> dispatch(Reaction reaction, Cause cause) {
        if (reaction instanceof Reaction.Local local) {
            return CompletableFuture.completedFuture(publish(jobs, local, cause));
        }
        if (reaction instanceof Reaction.Runner runner) {
            return started(runners.start(runner.fun(), plain(runner.arg()), plain(runner.kwarg()), USER, cause));
        }
        if (reaction instanceof Reaction.Wheel call) {
            return started(wheel.start(call.fun(), plain(call.arg()), plain(call.kwarg()), USER, cause));
        }
        Reaction.Caller caller = (Reaction.Caller) reaction;
        Outcome outcome =
                functions.invoke(plain(caller.arg()), plain(caller.kwarg()), Call.local(caller.fun(), functions));
        return CompletableFuture.completedFuture(done("", outcome));
    }

    private Done publish(JobPublisher publisher, Reaction.Local local, Cause cause) {
        TargetType type = TargetType.of(local.tgtType()).orElse(null);
        if (type == null) {
            return new Done(false, "", "tgt_type '" + local.tgtType() + "' is unknown");
        }
        if (local.tgt() == null) {
            return new Done(false, "", "the target is empty");
        }
        Map<String, Object> extra = new LinkedHashMap<>(plain(local.options()));
        String delimiter = String.valueOf(extra.getOrDefault("delimiter", ":"));
        extra.remove("delimiter");
        Object tgt = local.tgt() instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : String.valueOf(local.tgt());
        Published published = publisher.publish(new JobRequest(
                new Target(tgt, type, delimiter),
                local.fun(),
                plain(local.published()),
                local.ret(),
                local.jid(),
                jobUser,
                extra,
                cause));
        if (published instanceof Published.Sent sent) {
            return new Done(true, sent.jid(), sent.minions().size() + " minions");
        }
        if (published instanceof Published.NobodyMatched nobody) {
            return new Done(true, "", nobody.message());
        }
        Published.Refused refused = (Published.Refused) published;
        return new Done(false, "", refused.error() + ": " + refused.message());
    }

    private static CompletionStage<Done> started(MasterCalls.Started started) {
        return started.outcome().thenApply(outcome -> done(started.jid(), outcome));
    }

    private static Done done(String jid, Outcome outcome) {
        return new Done(outcome.success(), jid, outcome.success() ? "" : String.valueOf(outcome.value()));
    }

    /** Values of rendered files are plain; null among them is what the doors' callers call a plain value, too. */
    @SuppressWarnings({"unchecked", "NullAway"})
    private static List<Object> plain(List<@Nullable Object> values) {
        return (List<Object>) (List<?>) values;
    }

    @SuppressWarnings({"unchecked", "NullAway"})
    private static Map<String, Object> plain(Map<String, @Nullable Object> values) {
        return (Map<String, Object>) (Map<String, ?>) values;
    }
}
