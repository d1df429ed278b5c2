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
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Hands reactions to their clients. Any thread; the stage it gives completes and never fails. */
public final class Dispatcher {
    /** Who the events of runner and wheel calls name, and what the loop guard looks for. */
    public static final String USER = "Reactor";

    private final @Nullable MasterDoors master;
    private final Supplier<Invoker> functions;
    private final Consumer<Reaction> told;

    private Dispatcher(@Nullable MasterDoors master, Supplier<Invoker> functions, Consumer<Reaction> told) {
        this.master = master;
        this.functions = functions;
        this.told = told;
    }

    /** The same that tells {@code told} each reaction before it hands it over. */
    public Dispatcher telling(Consumer<Reaction> each) {
        return new Dispatcher(master, functions, each);
    }

    /** What only a master has. */
    private record MasterDoors(JobPublisher jobs, MasterCalls runners, MasterCalls wheel, String jobUser) {}

    /**
     * For a master.
     *
     * @param jobUser whom jobs name as their user: the account of the master, as in stock
     */
    public static Dispatcher ofMaster(
            JobPublisher jobs, MasterCalls runners, MasterCalls wheel, Invoker functions, String jobUser) {
        return new Dispatcher(new MasterDoors(jobs, runners, wheel, jobUser), () -> functions, reaction -> {});
    }

    /** For a minion: {@code caller} only. */
    public static Dispatcher ofMinion(Supplier<Invoker> functions) {
        return new Dispatcher(null, functions, reaction -> {});
    }

    /**
     * What came of a reaction.
     *
     * @param success whether it did what was asked; a job that nobody is meant by did
     * @param jid of the job or call; empty when there is none
     * @param message why not, or a short word on what was done
     * @param minions of a job that is out, who is to return; of one that failed on some of them, these
     * @param faults why it is to be tried again, if that is wanted; none when all is well
     */
    public record Done(boolean success, String jid, String message, List<String> minions, Set<Fault> faults) {

        /** It did what was asked. */
        public static Done well(String jid, String message) {
            return new Done(true, jid, message, List.of(), Set.of());
        }

        /** It did not. */
        public static Done failed(String jid, String message, Fault why) {
            return new Done(false, jid, message, List.of(), Set.of(why));
        }

        /** A job, which counts as done when it is out. */
        public static Done of(Published published) {
            if (published instanceof Published.Sent sent) {
                return new Done(true, sent.jid(), sent.minions().size() + " minions", sent.minions(), Set.of());
            }
            if (published instanceof Published.NobodyMatched nobody) {
                return new Done(true, "", nobody.message(), List.of(), Set.of(Fault.NO_MATCH));
            }
            Published.Refused refused = (Published.Refused) published;
            return failed("", refused.error() + ": " + refused.message(), Fault.REFUSED);
        }
    }

    /** Starts a reaction; a job counts as done when it is published. */
    public CompletionStage<Done> dispatch(Reaction reaction, Cause cause) {
        if (!(reaction instanceof Reaction.Local)) {
            told.accept(reaction);
        }
        if (reaction instanceof Reaction.Caller caller) {
            Invoker own = functions.get();
            Outcome outcome = own.invoke(plain(caller.arg()), plain(caller.kwarg()), Call.local(caller.fun(), own));
            return CompletableFuture.completedFuture(done("", outcome));
        }
        if (master == null) {
            return CompletableFuture.completedFuture(
                    Done.failed("", reaction.type() + " reactions need a master's reactor", Fault.REFUSED));
        }
        if (reaction instanceof Reaction.Local local) {
            return CompletableFuture.completedFuture(Done.of(publish(local, cause)));
        }
        MasterCalls calls = reaction instanceof Reaction.Runner ? master.runners : master.wheel;
        return started(calls.start(reaction.fun(), plain(reaction.arg()), plain(reaction.kwarg()), USER, cause));
    }

    /** Publishes a job, with whatever came of that. */
    public Published publish(Reaction.Local local, Cause cause) {
        told.accept(local);
        if (master == null) {
            return new Published.Refused("ReactorError", "local reactions need a master's reactor");
        }
        TargetType type = TargetType.of(local.tgtType()).orElse(null);
        if (type == null) {
            return new Published.Refused("ReactorError", "tgt_type '" + local.tgtType() + "' is unknown");
        }
        if (local.tgt() == null) {
            return new Published.Refused("ReactorError", "the target is empty");
        }
        Map<String, Object> extra = new LinkedHashMap<>(plain(local.options()));
        String delimiter = String.valueOf(extra.getOrDefault("delimiter", ":"));
        extra.remove("delimiter");
        Object tgt = local.tgt() instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : String.valueOf(local.tgt());
        extra.remove("batch");
        extra.remove("batch_wait");
        return master.jobs.publish(new JobRequest(
                new Target(tgt, type, delimiter),
                local.fun(),
                plain(local.published()),
                local.ret(),
                local.jid(),
                master.jobUser,
                extra,
                cause));
    }

    private static CompletionStage<Done> started(MasterCalls.Started started) {
        return started.outcome().thenApply(outcome -> done(started.jid(), outcome));
    }

    private static Done done(String jid, Outcome outcome) {
        return outcome.success() ? Done.well(jid, "") : Done.failed(jid, String.valueOf(outcome.value()), Fault.ERROR);
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
