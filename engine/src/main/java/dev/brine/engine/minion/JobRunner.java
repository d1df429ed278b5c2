package dev.brine.engine.minion;

import dev.brine.engine.call.ArgumentParser;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Function;
import dev.brine.engine.call.InvocationError;
import dev.brine.engine.call.Invoker;
import dev.brine.engine.call.Outcome;
import dev.brine.engine.job.running.ProcessTable;
import dev.brine.engine.job.running.RunningJob;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the jobs that mean this minion, each on a thread of its own, and hands on their returns.
 *
 * <p>At most {@code process_count_max} run at a time (256 when it is not set); up to 10,000 wait, and those beyond come back as
 * failed at once. Functions about jobs ({@code saltutil.find_job} and the like) have threads of their own, so that a busy
 * minion still answers them.
 */
final class JobRunner implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(JobRunner.class);

    private static final int WAITING = 10_000;
    private static final Set<String> ABOUT_JOBS = Set.of(
            "saltutil.find_job",
            "saltutil.is_running",
            "saltutil.kill_all_jobs",
            "saltutil.kill_job",
            "saltutil.running",
            "saltutil.signal_job",
            "saltutil.term_all_jobs",
            "saltutil.term_job");

    private final String id;
    private final boolean ordered;
    private final ProcessTable table;
    private final Supplier<Invoker> functions;
    private final Blackout blackout;
    private final BiConsumer<Job, Map<String, Object>> returns;
    private final ThreadPoolExecutor workers;
    private final ThreadPoolExecutor aboutJobs;

    JobRunner(
            String id,
            int limit,
            boolean ordered,
            ProcessTable table,
            Supplier<Invoker> functions,
            Blackout blackout,
            BiConsumer<Job, Map<String, Object>> returns) {
        this.id = id;
        this.ordered = ordered;
        this.table = table;
        this.functions = functions;
        this.blackout = blackout;
        this.returns = returns;
        this.workers = pool("job-", limit);
        this.aboutJobs = pool("job-query-", 2);
    }

    private static ThreadPoolExecutor pool(String prefix, int size) {
        AtomicInteger number = new AtomicInteger();
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(size, size, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(WAITING), task -> {
                    Thread thread = new Thread(task, prefix + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** Starts the job and returns at once. */
    void start(Job job) {
        boolean query = !job.compound() && ABOUT_JOBS.contains(job.fun().get(0));
        try {
            (query ? aboutJobs : workers).execute(() -> run(job));
        } catch (RejectedExecutionException e) {
            refuse(job);
        }
    }

    /** The master learns of it at once, instead of waiting for a return that will never come. */
    private void refuse(Job job) {
        log.error("job {}: refused, {} jobs wait already", job.jid(), WAITING);
        Outcome refusal = new Outcome.Refused(
                "ERROR: this minion has " + WAITING
                        + " jobs waiting and did not take this one; ask again when some have ended, or raise process_count_max");
        returns.accept(
                job, JobReturn.load(id, job, Collections.nCopies(job.fun().size(), refusal), ordered));
    }

    private void run(Job job) {
        log.info("job {}: {} for user {}", job.jid(), job.fun(), job.user());
        RunningJob running = table.begin(job.jid(), job.load());
        Map<String, Object> load;
        try {
            List<Outcome> outcomes = new ArrayList<>();
            for (int i = 0; i < job.fun().size(); i++) {
                outcomes.add(outcome(job, i, running));
            }
            load = JobReturn.load(id, job, outcomes, ordered);
        } finally {
            table.end(running);
        }
        boolean killed = running.cancelled();
        // the interrupt of a kill must not reach the sending of the return
        if (Thread.interrupted() || killed) {
            log.info("job {}: was killed", job.jid());
        }
        returns.accept(job, load);
    }

    private Outcome outcome(Job job, int index, RunningJob running) {
        String fun = job.fun().get(index);
        Invoker invoker = functions.get();
        Call call = Call.of(fun, job.jid(), job.user(), job.load(), invoker, running::cancelled);
        try {
            blackout.check(fun);
            Function function = invoker.table().find(fun).orElse(null);
            if (function == null) {
                return new Outcome.Missing(missing(fun, invoker));
            }
            ArgumentParser.Arguments arguments = ArgumentParser.job(job.arg(index), function);
            return invoker.invoke(arguments.args(), withPublication(function, arguments.kwargs(), job.load()), call);
        } catch (InvocationError e) {
            return new Outcome.Failed("ERROR executing '" + fun + "': " + e.getMessage(), e);
        }
    }

    /** Salt 3006: functions that take any keyword are given the job's fields as {@code __pub_*}. */
    private static Map<String, Object> withPublication(
            Function function, Map<String, Object> kwargs, Map<String, Object> publication) {
        if (!function.takesKeywords()) {
            return kwargs;
        }
        Map<String, Object> all = new LinkedHashMap<>(kwargs);
        publication.forEach((key, value) -> all.put("__pub_" + key, value));
        return all;
    }

    private static String missing(String fun, Invoker invoker) {
        return invoker.table().missing(fun);
    }

    /** Cancels the running jobs, forgets the waiting ones, and gives the former a moment to keep their returns. */
    @Override
    public void close() {
        workers.getQueue().clear();
        workers.shutdown();
        aboutJobs.shutdown();
        table.cancelAll();
        try {
            workers.awaitTermination(2, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Refuses calls while the minion is blacked out. */
    @FunctionalInterface
    interface Blackout {
        /**
         * Checks one call.
         *
         * @throws InvocationError when the minion may not run {@code fun} now
         */
        void check(String fun);

        /** Salt 3006: {@code minion_blackout} and {@code minion_blackout_whitelist} in pillar or grains. */
        static Blackout of(Supplier<Map<String, Object>> pillar, Supplier<Map<String, Object>> grains) {
            return fun -> {
                refuse(fun, pillar.get());
                refuse(fun, grains.get());
            };
        }

        private static void refuse(String fun, Map<String, Object> data) {
            @Nullable Object on = data.get("minion_blackout");
            boolean allowed = fun.equals("saltutil.refresh_pillar")
                    || (data.get("minion_blackout_whitelist") instanceof List<?> list && list.contains(fun));
            if (Boolean.TRUE.equals(on) && !allowed) {
                throw new InvocationError(
                        "Minion in blackout mode. Set 'minion_blackout' to False in pillar or grains to"
                                + " resume operations. Only saltutil.refresh_pillar allowed in blackout mode.");
            }
        }
    }
}
