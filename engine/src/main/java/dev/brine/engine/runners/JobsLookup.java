package dev.brine.engine.runners;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.Module;
import dev.brine.engine.job.Job;
import dev.brine.engine.job.JobReturn;
import dev.brine.engine.job.JobStore;
import dev.brine.engine.modules.host.Truth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code jobs}: one job of the store, by its id. */
@Module("jobs")
public final class JobsLookup {
    private final JobStore jobs;

    JobsLookup(JobStore jobs) {
        this.jobs = jobs;
    }

    @Fn(doc = """
                    Return the printout from a previously executed job

                    jid: the job's id
                    returned: show the minions that returned (default True)
                    missing: show the minions that did not (default False)

                    CLI Example:

                        salt-run jobs.lookup_jid 20130916125524463507
                        salt-run jobs.lookup_jid 20130916125524463507 --out=highstate
                    """)
    public Object lookupJid(
            String jid,
            @Arg(dflt = "None") Object extSource,
            @Arg(dflt = "True") boolean returned,
            @Arg(dflt = "False") boolean missing,
            @Arg(dflt = "False") boolean displayProgress) {
        List<JobReturn> returns = jobs.returns(jid);
        Map<String, Object> shown = new LinkedHashMap<>();
        if (returned) {
            returns.forEach(ret -> shown.put(ret.id(), ret.value()));
        }
        if (missing) {
            List<String> there = returns.stream().map(JobReturn::id).toList();
            jobs.job(jid).map(Job::minions).orElse(List.of()).stream()
                    .filter(id -> !there.contains(id))
                    .forEach(id -> shown.put(id, "Minion did not return"));
        }
        String out = returns.isEmpty() ? null : returns.get(0).out();
        return out == null ? shown : JobTexts.outputter(out, shown);
    }

    @Fn(doc = """
                    List a specific job given by its jid

                    CLI Example:

                        salt-run jobs.list_job 20130916125524463507
                    """)
    public Map<String, Object> listJob(
            String jid, @Arg(dflt = "None") Object extSource, @Arg(dflt = "False") boolean displayProgress) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("jid", jid);
        shown.putAll(described(jid));
        shown.put("Result", JobTexts.result(jobs.returns(jid)));
        return shown;
    }

    @Fn(doc = """
                    Print a specific job's detail given by its jid, including the return data.

                    CLI Example:

                        salt-run jobs.print_job 20130916125524463507
                    """)
    public Map<String, Object> printJob(String jid, @Arg(dflt = "None") Object extSource) {
        Map<String, Object> shown = described(jid);
        shown.put("Result", JobTexts.result(jobs.returns(jid)));
        Map<String, Object> one = new LinkedHashMap<>();
        one.put(jid, shown);
        return one;
    }

    private Map<String, Object> described(String jid) {
        Optional<Job> job = jobs.job(jid);
        Map<String, Object> shown = new LinkedHashMap<>();
        if (job.isEmpty()) {
            shown.put("Error", "Cannot contact returner or no job with this jid");
        } else {
            shown.putAll(JobTexts.instance(job.get().load()));
            if (!JobTexts.isOfMaster(job.get())) {
                shown.put("Minions", job.get().minions());
            }
        }
        shown.put("StartTime", JobTexts.start(jid));
        return shown;
    }

    @Fn(doc = """
                    Check if a job has been executed and exit successfully

                    CLI Example:

                        salt-run jobs.exit_success 20160520145827701627
                    """)
    public Map<String, Object> exitSuccess(String jid, @Arg(dflt = "None") Object extSource) {
        Map<String, Object> shown = new LinkedHashMap<>();
        jobs.job(jid).map(Job::minions).orElse(List.of()).forEach(id -> shown.put(id, false));
        for (JobReturn ret : jobs.returns(jid)) {
            shown.put(ret.id(), Truth.of(ret.value()));
        }
        return shown;
    }
}
