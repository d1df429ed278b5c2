package dev.brine.reactor.flow;

import dev.brine.engine.client.JobProgress;
import dev.brine.engine.client.JobPublisher;
import dev.brine.engine.client.Published;
import dev.brine.engine.event.Cause;
import dev.brine.reactor.flow.JobWatch.End;
import dev.brine.reactor.reaction.Dispatcher;
import dev.brine.reactor.reaction.Dispatcher.Done;
import dev.brine.reactor.reaction.Fault;
import dev.brine.reactor.reaction.Reaction;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * Runs jobs whose end is waited for: done is one only when every minion returned and did what was asked.
 *
 * <p>Restart-safe: the job's id is on record before it is published, so a later process follows it instead of publishing it again.
 */
final class Followed {
    private final Dispatcher dispatcher;
    private final JobPublisher jobs;
    private final JobWatch watch;

    Followed(Dispatcher dispatcher, JobPublisher jobs, JobWatch watch) {
        this.dispatcher = dispatcher;
        this.jobs = jobs;
        this.watch = watch;
    }

    /**
     * Publishes a job, unless that was done before, and follows it.
     *
     * @param local with its job id
     * @param published told when the job is out
     */
    CompletionStage<Done> run(Reaction.Local local, Cause cause, Consumer<String> published) {
        String jid = local.jid();
        CompletionStage<End> end = watch.listen(jid, (minion, well) -> {});
        Optional<JobProgress> before = jobs.progress(jid);
        if (before.isPresent()) {
            published.accept(jid);
            watch.expect(jid, before.get().minions(), before.get().returned());
            return end.thenApply(how -> done(jid, how, List.of()));
        }
        Published sent = dispatcher.publish(local, cause);
        if (sent instanceof Published.Sent out) {
            published.accept(jid);
            watch.expect(jid, out.minions(), Map.of());
            return end.thenApply(how -> done(jid, how, out.missing()));
        }
        watch.forget(jid);
        Done refused = Done.of(sent);
        return CompletableFuture.completedFuture(
                refused.success() ? Done.failed("", refused.message(), Fault.NO_MATCH) : refused);
    }

    private static Done done(String jid, End end, List<String> missing) {
        if (end.success() && missing.isEmpty()) {
            return Done.well(jid, end.returned().size() + " minions returned");
        }
        String unknown = missing.isEmpty() ? "" : "no such minion: " + String.join(", ", missing);
        String message = end.success() ? unknown : end.fault() + (missing.isEmpty() ? "" : "; " + unknown);
        return new Done(false, jid, message, end.failed(), end.faults());
    }
}
