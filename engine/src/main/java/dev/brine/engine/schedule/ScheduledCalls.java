package dev.brine.engine.schedule;

import dev.brine.engine.call.Call;
import dev.brine.engine.call.Function;
import dev.brine.engine.call.InvocationError;
import dev.brine.engine.call.Invoker;
import dev.brine.engine.call.Outcome;
import dev.brine.engine.data.TextKeys;
import dev.brine.engine.job.JidSource;
import dev.brine.engine.job.running.ProcessTable;
import dev.brine.engine.job.running.RunningJob;
import java.time.Clock;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs due jobs as calls of functions, each on a {@code schedule-n} thread, and hands on what they return.
 *
 * <p>At most 64 run at a time and 1,000 wait; a job beyond that is refused with an ERROR and has its next turn. A run is in the
 * {@link ProcessTable} unless its {@code jid_include} is off.
 */
public final class ScheduledCalls implements Runs, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ScheduledCalls.class);

    private static final int AT_A_TIME = 64;
    private static final int WAITING = 1000;
    /** Salt 3006: of a scheduled function that threw or is missing. */
    private static final long FAILED = 254;

    private static final DateTimeFormatter CTIME =
            DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ROOT);
    private static final DateTimeFormatter OFFSET = DateTimeFormatter.ofPattern("xx", Locale.ROOT);
    private static final DateTimeFormatter GMT = DateTimeFormatter.ofPattern("yyyy MMMM dd EEE HH MM", Locale.ENGLISH);

    private final String id;
    private final Supplier<Invoker> functions;
    private final Consumer<String> gate;
    private final ProcessTable table;
    private final JidSource jids;
    private final Clock clock;
    private final Report report;
    private final boolean background;
    private final Map<String, AtomicInteger> underWay = new ConcurrentHashMap<>();
    private final ThreadPoolExecutor pool;

    /** Takes the return of a run, on the run's own thread. */
    @FunctionalInterface
    public interface Report {
        /**
         * Takes it.
         *
         * @param ret {@code {id, fun, fun_args, schedule, jid, [metadata], pid, return, retcode, success}}
         */
        void accept(Due due, Map<String, Object> ret);
    }

    /**
     * A runner of calls.
     *
     * @param gate throws {@link InvocationError} when the function may not run now
     * @param background whether runs have threads of their own ({@code run_schedule_jobs_in_background})
     */
    public ScheduledCalls(
            String id,
            Supplier<Invoker> functions,
            Consumer<String> gate,
            ProcessTable table,
            JidSource jids,
            Clock clock,
            boolean background,
            Report report) {
        this.id = id;
        this.functions = functions;
        this.gate = gate;
        this.table = table;
        this.jids = jids;
        this.clock = clock;
        this.background = background;
        this.report = report;
        AtomicInteger number = new AtomicInteger();
        this.pool = new ThreadPoolExecutor(
                AT_A_TIME, AT_A_TIME, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(WAITING), task -> {
                    Thread thread = new Thread(task, "schedule-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
    }

    @Override
    public int underWay(String name) {
        AtomicInteger count = underWay.get(name);
        return count == null ? 0 : count.get();
    }

    @Override
    public void start(Due due) {
        count(due).incrementAndGet();
        Runnable run = () -> {
            try {
                report.accept(due, run(due));
            } finally {
                count(due).decrementAndGet();
            }
        };
        if (!background) {
            run.run();
            return;
        }
        try {
            pool.execute(run);
        } catch (RejectedExecutionException e) {
            count(due).decrementAndGet();
            log.error("schedule: {} does not run this time, {} runs wait already", due.name(), WAITING);
        }
    }

    private AtomicInteger count(Due due) {
        return underWay.computeIfAbsent(due.name(), name -> new AtomicInteger());
    }

    private Map<String, Object> run(Due due) {
        List<Object> args = due.data().get("args") instanceof List<?> list ? new ArrayList<>(list) : new ArrayList<>();
        Map<String, Object> kwargs = TextKeys.copy(due.data().get("kwargs"));
        Map<String, Object> ret = facts(due, args, kwargs);
        String jid = String.valueOf(ret.get("jid"));
        if (Boolean.FALSE.equals(due.data().get("jid_include"))) {
            return put(ret, outcome(due, args, kwargs, ret, () -> false));
        }
        RunningJob running = table.begin(jid, ret);
        Outcome outcome;
        try {
            outcome = outcome(due, args, kwargs, ret, running::cancelled);
        } finally {
            table.end(running);
        }
        if (Thread.interrupted()) {
            log.info("schedule: {} was killed, job {}", due.name(), jid);
        }
        return put(ret, outcome);
    }

    private Map<String, Object> facts(Due due, List<Object> args, Map<String, Object> kwargs) {
        Map<String, Object> ret = new LinkedHashMap<>();
        List<Object> funArgs = new ArrayList<>(args);
        if (due.data().get("kwargs") instanceof Map) {
            funArgs.add(new LinkedHashMap<>(kwargs));
        }
        ret.put("id", id);
        ret.put("fun", due.fun());
        ret.put("fun_args", funArgs);
        ret.put("schedule", due.name());
        ret.put("jid", jids.next());
        if (due.data().get("metadata") instanceof Map<?, ?> given) {
            ZonedDateTime now = clock.instant().atZone(ZoneId.systemDefault());
            Map<String, Object> metadata = TextKeys.copy(given);
            metadata.put("_TOS", OFFSET.format(now));
            metadata.put("_TS", CTIME.format(now));
            // Salt 3006 writes the month where minutes were meant
            metadata.put("_TT", GMT.format(now.withZoneSameInstant(ZoneOffset.UTC)));
            ret.put("metadata", metadata);
        } else if (due.data().get("metadata") != null) {
            log.warn("schedule: metadata of {} must be a map, it is left out", due.name());
        }
        ret.put("pid", ProcessHandle.current().pid());
        return ret;
    }

    private Outcome outcome(
            Due due,
            List<Object> args,
            Map<String, Object> kwargs,
            Map<String, Object> ret,
            BooleanSupplier cancelled) {
        Invoker invoker = functions.get();
        Function function = invoker.table().find(due.fun()).orElse(null);
        if (function != null && function.takesKeywords()) {
            ret.forEach((key, value) -> kwargs.put("__pub_" + key, value));
        }
        try {
            gate.accept(due.fun());
        } catch (InvocationError e) {
            return new Outcome.Failed(String.valueOf(e.getMessage()), e);
        }
        Call call = Call.of(due.fun(), String.valueOf(ret.get("jid")), "root", ret, invoker, cancelled);
        return invoker.invoke(args, kwargs, call);
    }

    private static Map<String, Object> put(Map<String, Object> ret, Outcome outcome) {
        boolean ran = outcome instanceof Outcome.Returned;
        ret.put("return", outcome.value());
        ret.put("retcode", ran ? (long) outcome.retcode() : FAILED);
        ret.put("success", ran);
        return ret;
    }

    /** Forgets what waits and interrupts what runs. */
    @Override
    public void close() {
        pool.shutdownNow();
    }
}
