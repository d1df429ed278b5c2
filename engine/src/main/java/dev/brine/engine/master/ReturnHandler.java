package dev.brine.engine.master;

import dev.brine.engine.data.Data;
import dev.brine.engine.event.Event;
import dev.brine.engine.event.EventBus;
import dev.brine.engine.event.Origin;
import dev.brine.engine.event.Tags;
import dev.brine.engine.job.JidSource;
import dev.brine.engine.job.Job;
import dev.brine.engine.job.JobFiles;
import dev.brine.engine.job.JobReturn;
import dev.brine.engine.job.JobStore;
import dev.brine.transport.channel.Reply;
import dev.brine.transport.wire.Jid;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code _return}: lands what a minion returns for a job, and puts it on the bus.
 *
 * <p>Salt 3006: utils/job.py {@code store_job}. The job id {@code req} means a job of the minion's own (schedule, {@code
 * salt-call}), for which the master makes an id. Stricter than Salt: a return for a job that was not for this minion, and a
 * second one for the same job, reach neither the store nor the bus. The answer goes out when the return is kept. With {@code
 * job_cache: False} the store keeps only that the minion has returned.
 */
final class ReturnHandler implements MinionCommand {
    private static final Logger log = LoggerFactory.getLogger(ReturnHandler.class);
    private static final String NO_CACHE = "nocache";

    private final JobStore store;
    private final JobFiles files;
    private final JidSource jids;
    private final EventBus bus;
    private final TagRules rules;
    private final Clock clock;
    private final Complaints complaints;
    private final boolean dropBadlySigned;
    private final long maxBytes;
    private final boolean kept;

    ReturnHandler(
            JobStore store,
            JobFiles files,
            JidSource jids,
            EventBus bus,
            TagRules rules,
            Clock clock,
            Complaints complaints,
            boolean dropBadlySigned,
            long maxBytes,
            boolean kept) {
        this.store = store;
        this.files = files;
        this.jids = jids;
        this.bus = bus;
        this.rules = rules;
        this.clock = clock;
        this.complaints = complaints;
        this.dropBadlySigned = dropBadlySigned;
        this.maxBytes = maxBytes;
        this.kept = kept;
    }

    @Override
    public CompletionStage<Reply> handle(MinionCall call) {
        if (call.badlySigned() && dropBadlySigned) {
            complaints.say(
                    call.id().value(), "minion {} sent a return whose signature does not hold: dropped", call.id());
            return Replies.value(false);
        }
        Map<String, Object> load = new LinkedHashMap<>(call.load().all());
        load.remove("sig");
        if (!load.containsKey("return") || !(load.get("jid") instanceof String jid)) {
            complaints.say(call.id().value(), "minion {} sent a return without jid or return: dropped", call.id());
            return Replies.nil();
        }
        if (maxBytes > 0 && call.bytes() > maxBytes) {
            refuseContent(call, jid, load);
        }
        if (jid.equals(NO_CACHE)) {
            load.put(NO_CACHE, true);
            return own(call, load);
        }
        if (jid.equals(Jid.REQUEST)) {
            return own(call, load);
        }
        if (!Jid.isValid(jid)) {
            complaints.say(call.id().value(), "minion {} sent a return with a malformed jid: dropped", call.id());
            return Replies.nil();
        }
        if (load.get("schedule") instanceof String && store.job(jid).isEmpty()) {
            return open(call, isPast(jid) ? jid : jids.next(), load);
        }
        return land(call, jid, load);
    }

    /**
     * Whether no job of this master will ever get this id any more. Salt 3006: a scheduled job that went to a returner comes with
     * the id that the minion gave it; one from the future could take the place of a job to come.
     */
    private boolean isPast(String jid) {
        return jid.compareTo(jids.next()) < 0;
    }

    /** Says in the return's place why it is not there: whoever waits for it must learn that. */
    private void refuseContent(MinionCall call, String jid, Map<String, Object> load) {
        String words =
                "The return is not kept: it has " + call.bytes() + " bytes, and return_max_size of the master is "
                        + maxBytes + ". Have the function return less, or write it to a file and fetch that.";
        complaints.say(call.id().value(), "minion {}, job {}: {}", call.id(), jid, words);
        load.put("return", words);
        load.put("retcode", 1L);
        load.put("success", false);
        load.remove("out");
    }

    /** A job that the minion gave itself. */
    private CompletionStage<Reply> own(MinionCall call, Map<String, Object> load) {
        return open(call, jids.next(), load);
    }

    private CompletionStage<Reply> open(MinionCall call, String jid, Map<String, Object> load) {
        load.put("jid", jid);
        if (Boolean.TRUE.equals(load.get(NO_CACHE))) {
            return Replies.nilAfter(announce(call, jid, load));
        }
        Map<String, Object> job = new LinkedHashMap<>();
        job.put("fun", load.get("fun"));
        job.put("arg", load.getOrDefault("arg", load.getOrDefault("fun_args", List.of())));
        job.put("tgt", call.id().value());
        job.put("tgt_type", "glob");
        job.put("jid", jid);
        job.put("ret", load.getOrDefault("ret", ""));
        job.put("user", load.getOrDefault("user", "root"));
        Job opened = new Job(jid, job, List.of(call.id().value()), List.of(), clock.instant());
        files.begin(opened);
        return store.begin(opened).thenCompose(done -> land(call, jid, load));
    }

    private CompletionStage<Reply> land(MinionCall call, String jid, Map<String, Object> load) {
        JobReturn ret = read(call, jid, load);
        return store.land(kept ? ret : ret.withoutContents())
                .handle((landing, failure) -> {
                    if (failure != null) {
                        log.error(
                                "the return of minion {} for job {} is on the bus but not kept: {}",
                                call.id(),
                                jid,
                                failure.toString());
                        announce(call, jid, load);
                        return CompletableFuture.<Reply>completedFuture(new Reply.Failure());
                    }
                    return landed(call, ret, landing);
                })
                .thenCompose(stage -> stage);
    }

    private CompletionStage<Reply> landed(MinionCall call, JobReturn ret, JobStore.Landing landing) {
        switch (landing) {
            case LANDED -> {
                if (kept) {
                    files.land(ret);
                }
                return Replies.nilAfter(announce(call, ret.jid(), ret.load()));
            }
            case ALREADY_THERE ->
                complaints.say(
                        ret.jid() + ret.id(),
                        "minion {} returned for job {} again: the first return stays",
                        ret.id(),
                        ret.jid());
            case UNKNOWN_JOB, UNASKED ->
                complaints.say(
                        ret.id(),
                        "minion {} returned for job {}, which it was not asked for: dropped",
                        ret.id(),
                        ret.jid());
        }
        return Replies.nil();
    }

    private CompletionStage<Void> announce(MinionCall call, String jid, Map<String, Object> load) {
        Origin origin = Origin.minion(call.id().value());
        List<CompletableFuture<Void>> kept = new ArrayList<>();
        String tag = Tags.jobReturn(jid, call.id().value());
        kept.add(bus.publish(Event.of(tag, load, origin)).toCompletableFuture());
        for (FailedStates.Told told : FailedStates.of(jid, call.id().value(), load)) {
            boolean sound = told.tag().startsWith("salt/job/") || rules.allows(call.id(), told.tag());
            if (sound) {
                kept.add(bus.publish(Event.of(told.tag(), told.data(), origin)).toCompletableFuture());
            }
        }
        return CompletableFuture.allOf(kept.toArray(CompletableFuture[]::new));
    }

    private JobReturn read(MinionCall call, String jid, Map<String, Object> load) {
        Data data = Data.of("_return", load);
        Object retcode = load.get("retcode");
        boolean success = load.get("success") instanceof Boolean flag ? flag : code(retcode) == 0;
        return new JobReturn(
                jid,
                call.id().value(),
                load.get("return"),
                code(retcode),
                success,
                data.value("out") instanceof String out ? out : null,
                load,
                clock.instant());
    }

    private static int code(@org.jspecify.annotations.Nullable Object retcode) {
        if (retcode instanceof Long number) {
            return number > Integer.MAX_VALUE || number < Integer.MIN_VALUE ? 1 : number.intValue();
        }
        if (retcode instanceof Map<?, ?> byFunction) {
            return byFunction.values().stream().allMatch(code -> Long.valueOf(0).equals(code)) ? 0 : 1;
        }
        return 0;
    }
}
