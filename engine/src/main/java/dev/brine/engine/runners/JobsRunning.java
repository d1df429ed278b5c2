package dev.brine.engine.runners;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.Module;
import dev.brine.engine.client.LocalCalls;
import dev.brine.engine.data.Data;
import dev.brine.engine.job.JobReturn;
import dev.brine.engine.job.JobStore;
import dev.brine.engine.target.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** {@code jobs}: what runs now, on minions and on the master. */
@Module("jobs")
public final class JobsRunning {
    private final JobStore jobs;
    private final LocalCalls local;
    private final Supplier<List<Map<String, Object>>> running;

    JobsRunning(JobStore jobs, LocalCalls local, Supplier<List<Map<String, Object>>> running) {
        this.jobs = jobs;
        this.local = local;
        this.running = running;
    }

    @Fn(doc = """
                    Return a report on all actively running jobs from a job id centric perspective

                    CLI Example:

                        salt-run jobs.active
                    """)
    public Map<String, Object> active(@Arg(dflt = "False") boolean displayProgress, Call call)
            throws InterruptedException {
        LocalCalls.Result result = local.call(Target.glob("*"), "saltutil.running", List.of(), call.user());
        Map<String, Object> active = new TreeMap<>();
        Map<String, List<Object>> running = new LinkedHashMap<>();
        result.values().forEach((minion, value) -> {
            for (Object entry : value instanceof List<?> list ? list : List.of()) {
                Data job = Data.of("saltutil.running", entry);
                String jid = String.valueOf(job.value("jid"));
                Map<String, Object> pid = new LinkedHashMap<>();
                pid.put(minion, job.value("pid"));
                running.computeIfAbsent(jid, j -> new ArrayList<>()).add(pid);
                active.computeIfAbsent(jid, j -> JobTexts.instance(job.all()));
            }
        });
        active.forEach((jid, shown) -> {
            Map<String, Object> one = Data.asMap(jid, shown);
            one.put("StartTime", JobTexts.start(jid));
            one.put("Running", running.get(jid));
            one.put("Returned", jobs.returns(jid).stream().map(JobReturn::id).toList());
        });
        return active;
    }

    @Fn(doc = """
                    Return the runners that run on the master now

                    CLI Example:

                        salt-run jobs.master
                    """)
    public List<Map<String, Object>> master(Call call) {
        return running.get().stream()
                .filter(job -> !call.jid().equals(job.get("jid")))
                .toList();
    }
}
