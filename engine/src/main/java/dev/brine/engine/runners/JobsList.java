package dev.brine.engine.runners;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.Module;
import dev.brine.engine.job.Job;
import dev.brine.engine.job.JobQuery;
import dev.brine.engine.job.JobReturn;
import dev.brine.engine.job.JobStore;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** {@code jobs}: the jobs of the store that fit. */
@Module("jobs")
public final class JobsList {
    private final JobStore jobs;
    private final JobsLookup look;

    JobsList(JobStore jobs, JobsLookup look) {
        this.jobs = jobs;
        this.look = look;
    }

    @Fn(doc = """
                    List all detectable jobs and associated functions

                    search_metadata: map of metadata that a job must carry, one hit is enough
                    search_function: function globs, comma separated
                    search_target: target globs, comma separated
                    start_time, end_time: "2026, Nov 21 08:00" or ISO text; jobs started between them

                    CLI Example:

                        salt-run jobs.list_jobs
                        salt-run jobs.list_jobs search_function='test.*,pkg.install'
                        salt-run jobs.list_jobs search_target='web*'
                    """)
    public Object listJobs(
            @Arg(dflt = "None") Object extSource,
            @Arg(dflt = "None") @Nullable String outputter,
            @Arg(dflt = "None") @Nullable Object searchMetadata,
            @Arg(dflt = "None") @Nullable Object searchFunction,
            @Arg(dflt = "None") @Nullable Object searchTarget,
            @Arg(dflt = "None") @Nullable String startTime,
            @Arg(dflt = "None") @Nullable String endTime,
            @Arg(dflt = "False") boolean displayProgress) {
        JobQuery query = new JobQuery(
                Optional.empty(),
                Optional.empty(),
                Optional.ofNullable(startTime).map(JobSearch::instant),
                Optional.ofNullable(endTime).map(JobSearch::instant),
                Integer.MAX_VALUE);
        Map<String, Object> shown = new TreeMap<>();
        for (Job job : jobs.find(query)) {
            if (JobSearch.matches(searchFunction, job.load().get("fun"))
                    && JobSearch.matches(searchTarget, job.load().get("tgt"))
                    && JobSearch.metadata(searchMetadata, job)) {
                shown.put(job.jid(), JobTexts.withStart(job));
            }
        }
        return outputter == null ? shown : JobTexts.outputter(outputter, shown);
    }

    @Fn(doc = """
                    List the newest jobs, the newest last

                    count: how many
                    filter_find_job: leave out saltutil.find_job (default True)

                    CLI Example:

                        salt-run jobs.list_jobs_filter 50
                    """)
    public Object listJobsFilter(
            long count,
            @Arg(dflt = "True") boolean filterFindJob,
            @Arg(dflt = "None") Object extSource,
            @Arg(dflt = "None") @Nullable String outputter,
            @Arg(dflt = "False") boolean displayProgress) {
        Deque<Object> newest = new ArrayDeque<>();
        for (Job job : jobs.find(JobQuery.all(Integer.MAX_VALUE))) {
            if (newest.size() >= count) {
                break;
            }
            if (!filterFindJob || !job.fun().equals("saltutil.find_job")) {
                newest.addFirst(JobTexts.withJid(job));
            }
        }
        List<Object> shown = new ArrayList<>(newest);
        return outputter == null ? shown : JobTexts.outputter(outputter, shown);
    }

    @Fn(doc = """
                    List the jobs that failed somewhere, with the minions on which they did. Not in stock Salt.

                    count: look at so many of the newest jobs (default 1000)
                    missing: count minions that did not return, too (default False)

                    CLI Example:

                        salt-run jobs.failed
                        salt-run jobs.lookup_jid 20160520145827701627
                    """)
    public Map<String, Object> failed(@Arg(dflt = "1000") long count, @Arg(dflt = "False") boolean missing) {
        Map<String, Object> shown = new TreeMap<>();
        for (Job job : jobs.find(JobQuery.all((int) Math.max(1, Math.min(count, Integer.MAX_VALUE))))) {
            List<JobReturn> returns = jobs.returns(job.jid());
            Map<String, Object> how = new TreeMap<>();
            if (missing && !JobTexts.isOfMaster(job)) {
                job.minions().forEach(id -> how.put(id, "did not return"));
            }
            for (JobReturn ret : returns) {
                how.remove(ret.id());
                if (ret.retcode() != 0 || !ret.success()) {
                    how.put(ret.id(), "retcode " + ret.retcode());
                }
            }
            if (!how.isEmpty()) {
                Map<String, Object> one = JobTexts.withStart(job);
                one.put("Failed", how);
                shown.put(job.jid(), one);
            }
        }
        return shown;
    }

    @Fn(doc = """
                    List the last job that fits

                    CLI Example:

                        salt-run jobs.last_run target=nodename
                        salt-run jobs.last_run function='cmd.run'
                    """)
    public Object lastRun(
            @Arg(dflt = "None") Object extSource,
            @Arg(dflt = "None") Object outputter,
            @Arg(dflt = "None") @Nullable Object metadata,
            @Arg(dflt = "None") @Nullable Object function,
            @Arg(dflt = "None") @Nullable Object target,
            @Arg(dflt = "False") boolean displayProgress) {
        for (Job job : jobs.find(JobQuery.all(Integer.MAX_VALUE))) {
            if (JobSearch.matches(function, job.load().get("fun"))
                    && JobSearch.matches(target, job.load().get("tgt"))
                    && JobSearch.metadata(metadata, job)) {
                return look.printJob(job.jid(), "");
            }
        }
        return false;
    }
}
