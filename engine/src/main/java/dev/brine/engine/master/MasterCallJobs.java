package dev.brine.engine.master;

import dev.brine.engine.config.MasterConfig;
import dev.brine.engine.event.Event;
import dev.brine.engine.event.Origin;
import dev.brine.engine.job.Job;
import dev.brine.engine.job.JobReturn;
import dev.brine.engine.job.JobStore;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows the runner calls under way, and keeps runner and wheel calls as jobs of the master itself when they have ended.
 *
 * <p>Salt 3006: client/mixins.py {@code low} with utils/job.py {@code store_job}: the master's id is the only "minion", the whole
 * event data is what it "returned". Not with {@code job_cache: False} or {@code ext_job_cache}; runners not with {@code
 * runner_returns: False}. A tap of the bus: the store writes on a thread of its own.
 */
final class MasterCallJobs {
    private static final Logger log = LoggerFactory.getLogger(MasterCallJobs.class);
    private static final Pattern CALL = Pattern.compile("salt/(run|wheel)/([^/]+)/(new|ret)");

    private final String id;
    private final MasterConfig.Jobs config;
    private final MasterReturners returners;
    private final JobStore store;
    private final Clock clock;
    private final Map<String, Map<String, Object>> running = new ConcurrentSkipListMap<>();

    MasterCallJobs(String id, MasterConfig.Jobs config, MasterReturners returners, JobStore store, Clock clock) {
        this.id = id;
        this.config = config;
        this.returners = returners;
        this.store = store;
        this.clock = clock;
    }

    void heard(Event event) {
        Matcher tag = CALL.matcher(event.tag());
        if (!event.origin().equals(Origin.MASTER) || !tag.matches()) {
            return;
        }
        String jid = tag.group(2);
        boolean isRunner = tag.group(1).equals("run");
        if (tag.group(3).equals("ret")) {
            running.remove(jid);
            if (!isRunner || config.runnerReturns()) {
                keep(event, jid);
            }
        } else if (isRunner) {
            Map<String, Object> call = new LinkedHashMap<>(event.data());
            call.remove("_stamp");
            call.put("pid", ProcessHandle.current().pid());
            running.put(jid, call);
        }
    }

    /** In order of their ids. */
    List<Map<String, Object>> running() {
        return new ArrayList<>(running.values());
    }

    private void keep(Event event, String jid) {
        if (!config.cache() || returners.external()) {
            return;
        }
        Map<String, Object> data = new LinkedHashMap<>(event.data());
        Map<String, Object> load = new LinkedHashMap<>();
        load.put("fun", data.get("fun"));
        load.put("user", data.get("user"));
        load.put("tgt", id);
        load.put("jid", jid);
        load.put("id", id);
        Map<String, Object> ret = new LinkedHashMap<>(load);
        ret.put("return", data);
        int retcode = data.get("retcode") instanceof Number number ? number.intValue() : 0;
        boolean success = Boolean.TRUE.equals(data.get("success"));
        JobReturn landed = new JobReturn(jid, id, data, retcode, success, null, ret, clock.instant());
        store.begin(new Job(jid, load, List.of(id), List.of(), clock.instant()))
                .thenCompose(begun -> store.land(landed))
                .whenComplete((landing, failure) -> {
                    if (failure != null) {
                        log.error("{}, job {}: it ran and is not kept: {}", data.get("fun"), jid, failure.toString());
                    }
                });
        returners.masterJob(jid, load, ret);
    }
}
