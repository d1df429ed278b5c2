package dev.brine.engine.schedule;

import dev.brine.engine.data.TextKeys;
import dev.brine.engine.event.EventBus;
import dev.brine.engine.modules.host.Truth;
import dev.brine.engine.schedule.job.Moment;
import dev.brine.engine.schedule.job.ScheduledJob;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The jobs that a daemon gives itself by the clock.
 *
 * <p>{@link #tick} is called every second by the daemon's schedule thread; {@link #manage} by whoever wants to look at or change
 * entries. Both hold one lock; jobs are started outside of it.
 */
public final class Schedule {
    private static final Logger log = LoggerFactory.getLogger(Schedule.class);

    /** How often {@link #tick} is called. */
    public static final Duration INTERVAL = Duration.ofSeconds(1);
    /** A pause of the process up to this long makes no job miss its time; after a longer one a time that passed is missed. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

    private final Clock clock;
    private final EventBus bus;
    private final Supplier<Map<String, Object>> pillar;
    private final Supplier<Map<String, Object>> grains;
    private final ScheduleFile file;
    private final Runs runs;
    private final RandomGenerator random;
    private final Entries entries;
    private final Commands commands;
    private @Nullable LocalDateTime lastTick;

    /**
     * A schedule that has not looked at the clock yet.
     *
     * @param configured {@code schedule:} of the configuration
     * @param pillar the current pillar, whose {@code schedule} and {@code whens} are read at each tick
     * @param file where changed entries are kept
     * @param random for splays
     */
    public Schedule(
            Map<String, Object> configured,
            Supplier<Map<String, Object>> pillar,
            Supplier<Map<String, Object>> grains,
            ScheduleFile file,
            Runs runs,
            EventBus bus,
            Clock clock,
            RandomGenerator random) {
        this.pillar = pillar;
        this.grains = grains;
        this.file = file;
        this.runs = runs;
        this.bus = bus;
        this.clock = clock;
        this.random = random;
        this.entries = new Entries(configured, pillar);
        this.commands = new Commands(entries);
    }

    /** Looks at the clock and starts what is due. */
    public void tick() {
        List<Due> due = new ArrayList<>();
        synchronized (this) {
            LocalDateTime now = LocalDateTime.now(clock.withZone(ZoneId.systemDefault()));
            Moment moment = moment(now);
            lastTick = now;
            for (ScheduledJob job : entries.jobs().values()) {
                job.look(moment).ifPresent(fun -> take(job, fun, now, due));
            }
        }
        due.forEach(runs::start);
    }

    private Moment moment(LocalDateTime now) {
        Map<String, Object> all = entries.all(Entries.Of.BOTH);
        Duration pause = lastTick == null ? INTERVAL : Duration.between(lastTick, now);
        boolean plausible = pause.compareTo(INTERVAL) > 0 && pause.compareTo(LONGEST_PAUSE) <= 0;
        Map<String, Object> whens = TextKeys.copy(grains.get().get("whens"));
        whens.putAll(TextKeys.copy(pillar.get().get("whens")));
        return new Moment(
                now,
                plausible ? pause : INTERVAL,
                !all.containsKey("enabled") || Truth.of(all.get("enabled")),
                all.get("splay"),
                all.get("skip_during_range"),
                all.get("skip_function"),
                whens,
                random);
    }

    private void take(ScheduledJob job, String fun, LocalDateTime now, List<Due> due) {
        boolean may = mayRun(job, (int)
                due.stream().filter(d -> d.name().equals(job.name())).count());
        job.settle(now, may);
        if (may && Truth.of(job.data().get("dry_run"))) {
            log.debug("schedule: {} is a dry run and does not run", job.name());
        } else if (may) {
            log.debug("schedule: {} runs {}", job.name(), fun);
            due.add(due(job, fun));
        }
    }

    private static Due due(ScheduledJob job, String fun) {
        return new Due(job.name(), fun, new LinkedHashMap<>(job.data()));
    }

    /** Salt 3006: {@code maxrunning} counts unless {@code jid_include} is off. */
    private boolean mayRun(ScheduledJob job, int chosen) {
        Object counted = job.data().putIfAbsent("jid_include", true);
        if (counted != null && !Truth.of(counted)) {
            return true;
        }
        job.data().putIfAbsent("maxrunning", 1L);
        long most = job.data().get("maxrunning") instanceof Number number ? number.longValue() : 1;
        if (runs.underWay(job.name()) + chosen < most) {
            return true;
        }
        log.debug("schedule: {} is not started, {} run already", job.name(), most);
        return false;
    }

    /**
     * Does what a {@code manage_schedule} event asks for, and fires the event that says so.
     *
     * @param command {@code {func, [name], [schedule], [where], [persist], ...}} as Salt 3006 puts it on the minion's bus
     * @return the data of the event that was fired; empty when none was
     */
    public Map<String, Object> manage(Map<String, Object> command) {
        String func = String.valueOf(command.get("func"));
        boolean asked = func.equals("run_job");
        Optional<Commands.Reply> reply;
        Optional<Due> due;
        synchronized (this) {
            due = asked ? asked(String.valueOf(command.get("name"))) : Optional.empty();
            reply = asked ? Optional.empty() : commands.obey(func, command);
            if (Truth.of(command.get("persist")) || func.equals("save_schedule")) {
                file.write(entries.all(Entries.Of.OPTIONS));
            }
        }
        due.ifPresent(runs::start);
        return reply.map(this::fire).orElse(Map.of());
    }

    private Optional<Due> asked(String name) {
        ScheduledJob job = entries.jobs().get(name);
        return job != null && mayRun(job, 0) ? Optional.of(due(job, job.fun())) : Optional.empty();
    }

    private Map<String, Object> fire(Commands.Reply reply) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("complete", true);
        data.putAll(reply.data());
        bus.publish("/salt/minion/minion_" + reply.tag(), data);
        return data;
    }

    /** Adds an entry of the daemon's own, without writing it down. */
    public synchronized void own(String name, Map<String, Object> entry) {
        entries.put(name, new LinkedHashMap<>(entry));
    }

    /** Takes the entries out whose names begin so, without writing that down. */
    public synchronized void withdraw(String prefix) {
        entries.removeAll(prefix);
    }
}
