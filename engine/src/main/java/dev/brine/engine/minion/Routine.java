package dev.brine.engine.minion;

import dev.brine.engine.beacons.BeaconCatalog;
import dev.brine.engine.beacons.Beacons;
import dev.brine.engine.beacons.CalledBeacons;
import dev.brine.engine.beacons.host.BeaconParts;
import dev.brine.engine.beacons.host.BuiltInBeacons;
import dev.brine.engine.config.MinionConfig;
import dev.brine.engine.event.Event;
import dev.brine.engine.event.EventBus;
import dev.brine.engine.event.Origin;
import dev.brine.engine.job.JidSource;
import dev.brine.engine.job.running.ProcessTable;
import dev.brine.engine.plugin.CustomKind;
import dev.brine.engine.plugin.MinionParts;
import dev.brine.engine.returners.Returners;
import dev.brine.engine.schedule.Due;
import dev.brine.engine.schedule.Schedule;
import dev.brine.engine.schedule.ScheduleFile;
import dev.brine.engine.schedule.ScheduledCalls;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a minion does by the clock: its schedule and its beacons, each on a thread of its own that looks once a second.
 *
 * <p>Nothing that waits for the master happens on the minion's timer, so a master that is away delays no scheduled job.
 */
final class Routine implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Routine.class);

    private static final String MINE = "__mine_interval";
    private static final String GRAINS = "__update_grains";
    private static final String ALIVE = "__master_alive_";

    private final String id;
    private final MinionConfig config;
    private final EventBus bus;
    private final Door door;
    private final ScheduledCalls calls;
    private final Schedule schedule;
    private final Beacons beacons;
    private final ScheduledExecutorService scheduleThread = thread("schedule");
    private final ScheduledExecutorService beaconThread = thread("beacons");

    /** What leaves the minion. */
    interface Door {
        /** Sends events to the master; they are lost when it cannot be reached. */
        void events(List<Object> events);

        /**
         * Routes the return of a scheduled job.
         *
         * @param toMaster the {@code _return} load; null when the master does not get it
         * @param ret what returners get
         */
        void scheduled(@Nullable Map<String, Object> toMaster, Set<String> returners, Map<String, Object> ret);
    }

    Routine(
            String id,
            MinionConfig config,
            MinionCore core,
            ProcessTable table,
            JobRunner.Blackout blackout,
            RandomGenerator random,
            Door door) {
        MinionParts parts = core.parts();
        this.id = id;
        this.config = config;
        this.bus = parts.bus();
        this.door = door;
        this.calls = new ScheduledCalls(
                id,
                core::invoker,
                blackout::check,
                table,
                new JidSource(parts.clock()),
                parts.clock(),
                config.routine().inBackground(),
                this::ended);
        String include =
                config.raw().value("default_include").map(String::valueOf).orElse("minion.d/*.conf");
        this.schedule = new Schedule(
                config.routine().schedule(),
                parts.pillar(),
                parts.grains(),
                ScheduleFile.of(config.paths().config(), include),
                calls,
                bus,
                parts.clock(),
                random);
        List<BeaconCatalog> catalogs = new ArrayList<>();
        catalogs.add(new CalledBeacons(core.custom(CustomKind.BEACONS)));
        catalogs.add(new BuiltInBeacons(new BeaconParts(core::invoker, parts.clock())));
        catalogs.addAll(core.registry().beaconsOf(parts));
        this.beacons = new Beacons(
                id, config.routine().beacons(), parts.pillar(), catalogs, () -> stateRuns(table), bus, parts.clock());
        ownJobs();
    }

    private static ScheduledExecutorService thread(String name) {
        return Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Salt 3006: jobs that every minion has; {@code schedule.list show_all=True} shows them. */
    private void ownJobs() {
        schedule.withdraw(ALIVE);
        schedule.withdraw(MINE);
        if (config.mine().enabled() && !config.masterless()) {
            Map<String, Object> mine =
                    job("mine.update", "minutes", config.mine().interval().toMinutes(), 2);
            mine.put("run_on_start", true);
            mine.put("return_job", config.mine().returned());
            schedule.own(MINE, mine);
        }
        Duration refresh = config.routine().grainsRefresh();
        if (!refresh.isZero()) {
            Map<String, Object> grains = job("saltutil.refresh_grains", "minutes", refresh.toMinutes(), 1);
            grains.put("return_job", false);
            schedule.own(GRAINS, grains);
        }
        Duration alive = config.session().masterAliveInterval();
        if (!alive.isZero() && !config.masterless()) {
            String master = config.master().get(0);
            Map<String, Object> job = job("status.master", "seconds", alive.toSeconds(), 1);
            job.put("return_job", false);
            job.put("kwargs", Map.of("master", master, "connected", true));
            schedule.own(ALIVE + master, job);
        }
    }

    private static Map<String, Object> job(String fun, String unit, long every, long maxRunning) {
        Map<String, Object> job = new LinkedHashMap<>();
        job.put("function", fun);
        job.put(unit, Math.max(1, every));
        job.put("jid_include", true);
        job.put("maxrunning", maxRunning);
        job.put("enabled", true);
        return job;
    }

    /** Begins to look at the clock. */
    void begin() {
        every(scheduleThread, Schedule.INTERVAL, schedule::tick);
        every(beaconThread, Beacons.INTERVAL, this::lookAround);
    }

    private static void every(ScheduledExecutorService thread, Duration interval, Runnable look) {
        Runnable guarded = () -> {
            try {
                look.run();
            } catch (RuntimeException e) {
                log.error("a look at the clock failed; the next one comes", e);
            }
        };
        thread.scheduleWithFixedDelay(guarded, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void lookAround() {
        List<Object> events = beacons.tick();
        if (events.isEmpty()) {
            return;
        }
        bus.publish("__beacons_return", Map.of("beacons", events));
        if (!config.masterless()) {
            door.events(events);
            return;
        }
        // without a master a minion's own reactor answers them
        for (Object item : events) {
            if (item instanceof Map<?, ?> event && event.get("data") instanceof Map<?, ?> data) {
                Map<String, Object> plain = new LinkedHashMap<>();
                data.forEach((key, value) -> plain.put(String.valueOf(key), value));
                bus.publish(Event.of(String.valueOf(event.get("tag")), plain, Origin.LOCAL));
            }
        }
    }

    private static boolean stateRuns(ProcessTable table) {
        return table.running("").stream()
                .anyMatch(job -> String.valueOf(job.get("fun")).startsWith("state."));
    }

    Map<String, Object> schedule(Map<String, Object> command) {
        return schedule.manage(command);
    }

    Map<String, Object> beacons(Map<String, Object> command) {
        return beacons.manage(command);
    }

    void refreshBeacons() {
        beacons.refresh();
    }

    /** Salt 3006: a job without returners gets its jid from the master ({@code req}), so it is in the master's job list. */
    private void ended(Due due, Map<String, Object> ret) {
        Set<String> returners = new LinkedHashSet<>(names(due.data().get("returner")));
        returners.addAll(config.routine().returners());
        Object wanted = due.data().get("return_job");
        Map<String, Object> load = null;
        if (!Boolean.FALSE.equals(wanted)) {
            load = new LinkedHashMap<>();
            load.put("cmd", "_return");
            load.put("id", id);
            load.putAll(ret);
            if (returners.isEmpty()) {
                load.put("jid", "req");
            }
            if ("nocache".equals(wanted)) {
                load.put("jid", "req");
                load.put("nocache", true);
            }
            bus.publish("__schedule_return", load);
        }
        Map<String, Object> told = new LinkedHashMap<>(ret);
        copy(due.data(), "return_config", told, "ret_config");
        copy(due.data(), "return_kwargs", told, "ret_kwargs");
        // Salt 3006: returners get what ran to its end
        boolean ran = Boolean.TRUE.equals(ret.get("success"));
        door.scheduled(load, ran ? returners : Set.of(), told);
    }

    private static void copy(Map<String, Object> from, String key, Map<String, Object> to, String as) {
        Object value = from.get(key);
        if (value != null) {
            to.put(as, value);
        }
    }

    private static Set<String> names(@Nullable Object value) {
        if (value instanceof List<?> list) {
            Set<String> names = new LinkedHashSet<>();
            list.forEach(name -> names.add(String.valueOf(name)));
            return names;
        }
        return value instanceof String text ? Returners.names(text) : Set.of();
    }

    @Override
    public void close() {
        scheduleThread.shutdownNow();
        beaconThread.shutdownNow();
        calls.close();
        beacons.close();
    }
}
