package dev.brine.engine.client;

import dev.brine.engine.event.Event;
import dev.brine.engine.event.EventBus;
import dev.brine.engine.event.Origin;
import dev.brine.engine.event.Tags;
import dev.brine.engine.job.Job;
import dev.brine.engine.job.JobFiles;
import dev.brine.engine.job.JobStore;
import dev.brine.engine.target.Expected;
import dev.brine.engine.target.Facts;
import dev.brine.engine.target.TargetCompiler;
import dev.brine.engine.target.TargetException;
import dev.brine.engine.target.TargetType;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes jobs from inside the master.
 *
 * <p>Order of one job (Salt 3006): the job is in the store, then {@code <jid>} and {@code salt/job/<jid>/new} are on the bus,
 * then the frame goes out; so whoever sees a return has been able to see the job.
 */
public final class BusJobPublisher implements JobPublisher {
    private static final Logger log = LoggerFactory.getLogger(BusJobPublisher.class);

    private final String masterId;
    private final TargetCompiler targets;
    private final Supplier<? extends Collection<String>> accepted;
    private final Function<String, Facts> facts;
    private final Supplier<String> jids;
    private final JobStore store;
    private final JobFiles files;
    private final EventBus bus;
    private final Wire wire;
    private final Clock clock;

    /** Seals, signs and sends a publication. */
    @FunctionalInterface
    public interface Wire {
        /**
         * Sends the load.
         *
         * @param load the publication as it will be sealed
         * @param minions the ids that are expected to answer: one copy each where publications are filtered by topic
         */
        void send(Map<String, Object> load, List<String> minions, TargetType type);
    }

    /**
     * A publisher.
     *
     * @param accepted ids of accepted keys, asked anew for each job
     * @param facts what is known of a minion
     * @param jids makes job ids, ascending
     */
    public BusJobPublisher(
            String masterId,
            TargetCompiler targets,
            Supplier<? extends Collection<String>> accepted,
            Function<String, Facts> facts,
            Supplier<String> jids,
            JobStore store,
            JobFiles files,
            EventBus bus,
            Wire wire,
            Clock clock) {
        this.masterId = masterId;
        this.targets = targets;
        this.accepted = accepted;
        this.facts = facts;
        this.jids = jids;
        this.store = store;
        this.files = files;
        this.bus = bus;
        this.wire = wire;
        this.clock = clock;
    }

    @Override
    public Published publish(JobRequest asked) {
        JobRequest request;
        Expected expected;
        try {
            request = asked.to(targets.spelledOut(asked.target()));
            expected = Expected.of(targets, request.target(), accepted.get(), facts);
        } catch (TargetException e) {
            return new Published.NobodyMatched(String.valueOf(e.getMessage()));
        }
        if (expected.minions().isEmpty()) {
            return new Published.NobodyMatched("Master could not resolve minions for target "
                    + request.target().tgt());
        }
        String jid = request.jid().isEmpty() ? jids.get() : request.jid();
        Map<String, Object> load = load(request, jid);
        keep(new Job(jid, load, expected.minions(), expected.missing(), clock.instant()));
        announce(request, jid, expected);
        wire.send(load, expected.minions(), request.target().type());
        return new Published.Sent(jid, expected.minions(), expected.missing());
    }

    @Override
    public String jid() {
        return jids.get();
    }

    @Override
    public boolean began(String jid) {
        return store.job(jid).isPresent();
    }

    @Override
    public Optional<JobProgress> progress(String jid) {
        return store.job(jid).map(job -> {
            Map<String, Boolean> returned = new LinkedHashMap<>();
            store.returns(jid).forEach(ret -> returned.put(ret.id(), ret.success() && ret.retcode() == 0));
            return new JobProgress(job.minions(), returned);
        });
    }

    private void keep(Job job) {
        files.begin(job);
        try {
            store.begin(job).toCompletableFuture().join();
        } catch (CompletionException e) {
            // the operator may need this very job to mend the disk; its returns still go over the bus
            log.error("job {} is published but not kept: {}", job.jid(), e.toString());
        }
    }

    private void announce(JobRequest request, String jid, Expected expected) {
        Map<String, Object> bare = new LinkedHashMap<>();
        bare.put("minions", expected.minions());
        publishEvent(request, jid, bare);
        Map<String, Object> fresh = new LinkedHashMap<>();
        fresh.put("jid", jid);
        fresh.put("tgt_type", request.target().type().word());
        fresh.put("tgt", request.target().tgt());
        fresh.put("user", request.user());
        fresh.put("fun", request.fun());
        fresh.put("arg", request.arg());
        fresh.put("minions", expected.minions());
        fresh.put("missing", expected.missing());
        publishEvent(request, Tags.jobNew(jid), fresh);
    }

    private void publishEvent(JobRequest request, String tag, Map<String, Object> data) {
        bus.publish(Event.of(tag, data, Origin.MASTER).causedBy(request.cause()));
    }

    /** The publication's fields in the order stock masters send them. */
    private Map<String, Object> load(JobRequest request, String jid) {
        Map<String, Object> load = new LinkedHashMap<>();
        load.put("fun", request.fun());
        load.put("arg", new ArrayList<>(request.arg()));
        load.put("tgt", request.target().tgt());
        load.put("jid", jid);
        load.put("ret", request.ret());
        load.put("master_id", masterId);
        if (!request.target().delimiter().equals(":")) {
            load.put("delimiter", request.target().delimiter());
        }
        load.put("tgt_type", request.target().type().word());
        load.putAll(request.extra());
        load.put("user", request.user());
        return load;
    }
}
