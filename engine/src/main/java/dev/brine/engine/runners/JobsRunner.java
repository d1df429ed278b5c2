package dev.brine.engine.runners;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Module;
import dev.brine.engine.client.LocalCalls;
import dev.brine.engine.data.Data;
import dev.brine.engine.data.Glob;
import dev.brine.engine.job.Job;
import dev.brine.engine.job.JobQuery;
import dev.brine.engine.job.JobReturn;
import dev.brine.engine.job.JobStore;
import dev.brine.engine.target.Target;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Looks at jobs: those under way, and those in the job store. Shapes as Salt 3006, runners/jobs.py. */
@Module("jobs")
public final class JobsRunner {
    private final JobStore jobs;
    private final LocalCalls local;
    private final Supplier<List<Map<String, Object>>> running;

    JobsRunner(JobStore jobs, LocalCalls local, Supplier<List<Map<String, Object>>> running) {
        this.running = running;
        this.jobs = jobs;
        this.local = local;
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
        return out == null ? shown : outputter(out, shown);
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
                Optional.ofNullable(startTime).map(JobsRunner::instant),
                Optional.ofNullable(endTime).map(JobsRunner::instant),
                Integer.MAX_VALUE);
        Map<String, Object> shown = new TreeMap<>();
        for (Job job : jobs.find(query)) {
            if (matches(searchFunction, job.load().get("fun"))
                    && matches(searchTarget, job.load().get("tgt"))
                    && metadata(searchMetadata, job)) {
                shown.put(job.jid(), JobTexts.withStart(job));
            }
        }
        return outputter == null ? shown : outputter(outputter, shown);
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
        return outputter == null ? shown : outputter(outputter, shown);
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
            shown.put(ret.id(), truthy(ret.value()));
        }
        return shown;
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
            if (matches(function, job.load().get("fun"))
                    && matches(target, job.load().get("tgt"))
                    && metadata(metadata, job)) {
                return printJob(job.jid(), "");
            }
        }
        return false;
    }

    private static Map<String, Object> outputter(String out, Object data) {
        Map<String, Object> wrapped = new LinkedHashMap<>();
        wrapped.put("outputter", out);
        wrapped.put("data", data);
        return wrapped;
    }

    private static boolean matches(@Nullable Object wanted, @Nullable Object found) {
        if (wanted == null) {
            return true;
        }
        List<?> globs = wanted instanceof List<?> list
                ? list
                : List.of(String.valueOf(wanted).split(","));
        List<?> values = found instanceof List<?> list ? list : List.of(String.valueOf(found));
        return values.stream()
                .anyMatch(value -> globs.stream()
                        .anyMatch(glob -> Glob.of(String.valueOf(glob).strip()).test(String.valueOf(value))));
    }

    private static boolean metadata(@Nullable Object wanted, Job job) {
        if (wanted == null) {
            return true;
        }
        if (!(wanted instanceof Map<?, ?> pairs)) {
            throw new FunctionError("search_metadata must be a dictionary, such as '{\"ticket\": 42}'");
        }
        return job.load().get("metadata") instanceof Map<?, ?> has
                && pairs.entrySet().stream()
                        .anyMatch(p -> p.getValue() != null && p.getValue().equals(has.get(p.getKey())));
    }

    private static Instant instant(String text) {
        String iso = text.strip().replace(' ', 'T');
        for (String form : List.of(iso, iso + ":00", iso + "T00:00:00")) {
            try {
                return LocalDateTime.parse(form).toInstant(ZoneOffset.UTC);
            } catch (DateTimeParseException e) {
                continue;
            }
        }
        throw new FunctionError("'" + text + "' is no time; write it as 2026-11-21 08:00");
    }

    private static boolean truthy(@Nullable Object value) {
        if (value instanceof Boolean flag) {
            return flag;
        }
        if (value instanceof Number number) {
            return number.doubleValue() != 0;
        }
        if (value instanceof String text) {
            return !text.isEmpty();
        }
        if (value instanceof Map<?, ?> map) {
            return !map.isEmpty();
        }
        return value instanceof List<?> list ? !list.isEmpty() : value != null;
    }
}
