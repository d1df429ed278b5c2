package dev.brine.engine.master;

import dev.brine.engine.call.Invoker;
import dev.brine.engine.config.MasterConfig;
import dev.brine.engine.job.JidSource;
import dev.brine.engine.job.running.ProcessTable;
import dev.brine.engine.plugin.MasterParts;
import dev.brine.engine.returners.Returners;
import dev.brine.engine.schedule.Due;
import dev.brine.engine.schedule.Schedule;
import dev.brine.engine.schedule.ScheduleFile;
import dev.brine.engine.schedule.ScheduledCalls;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The master's schedule: runner functions by the clock.
 *
 * <p>Salt 3006: what a scheduled runner returns is the event {@code __schedule_return}, and goes to its {@code returner}. Salt looks
 * once in {@code loop_interval} (60 s); here it is once a second, on a thread of its own.
 */
final class MasterRoutine implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(MasterRoutine.class);

    private final MasterParts parts;
    private final Returners returners;
    private final ScheduledCalls calls;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "schedule");
        thread.setDaemon(true);
        return thread;
    });

    MasterRoutine(
            MasterConfig config,
            MasterParts parts,
            Supplier<Invoker> runners,
            Returners returners,
            JidSource jids,
            RandomGenerator random)
            throws IOException {
        this.parts = parts;
        this.returners = returners;
        this.calls = new ScheduledCalls(
                config.id(),
                runners,
                fun -> {},
                new ProcessTable(config.paths().cache().resolve("proc")),
                jids,
                parts.clock(),
                config.routine().inBackground(),
                this::ended);
        String include =
                config.raw().value("default_include").map(String::valueOf).orElse("master.d/*.conf");
        Schedule schedule = new Schedule(
                config.routine().schedule(),
                Map::of,
                parts.grains(),
                ScheduleFile.of(config.paths().config(), include),
                calls,
                parts.bus(),
                parts.clock(),
                random);
        Runnable look = () -> {
            try {
                schedule.tick();
            } catch (RuntimeException e) {
                log.error("a look at the clock failed; the next one comes", e);
            }
        };
        if (!config.routine().schedule().isEmpty()) {
            thread.scheduleWithFixedDelay(look, 1000, Schedule.INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void ended(Due due, Map<String, Object> ret) {
        Object returner = due.data().get("returner");
        Set<String> names = new LinkedHashSet<>();
        if (returner instanceof List<?> list) {
            list.forEach(name -> names.add(String.valueOf(name)));
        } else if (returner instanceof String text) {
            names.addAll(Returners.names(text));
        }
        log.info("schedule: {} ran {}, retcode {}", due.name(), due.fun(), ret.get("retcode"));
        if (!Boolean.FALSE.equals(due.data().get("return_job"))) {
            Map<String, Object> load = new LinkedHashMap<>();
            load.put("cmd", "_return");
            load.putAll(ret);
            if (names.isEmpty()) {
                load.put("jid", "req");
            }
            parts.bus().publish("__schedule_return", load);
        }
        returners.give(names, ret);
    }

    @Override
    public void close() {
        thread.shutdownNow();
        calls.close();
    }
}
