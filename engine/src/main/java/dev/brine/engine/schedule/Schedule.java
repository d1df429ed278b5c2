package dev.brine.engine.schedule;

import dev.brine.engine.event.EventBus;
import dev.brine.engine.modules.host.Truth;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The jobs that a daemon gives itself by the clock.
 *
 * <p>Entries come from the options ({@code schedule:}, persisted ones included) and from the pillar; an option wins over a pillar
 * entry of the same name. {@link #tick} is called every second by the daemon's schedule thread; {@link #manage} by whoever wants
 * to look at or change entries. Both hold one lock; jobs are started outside of it.
 */
public final class Schedule {
    private static final Logger log = LoggerFactory.getLogger(Schedule.class);

    /** How often {@link #tick} is called. */
    public static final Duration INTERVAL = Duration.ofSeconds(1);
    /** A pause of the process up to this long makes no job miss its time; after a longer one a time that passed is missed. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);
    /** Keys beside the entries. */
    static final Set<String> GLOBAL = Set.of("enabled", "skip_function", "skip_during_range", "splay");

    private final Clock clock;
    private final EventBus bus;
    private final Supplier<Map<String, Object>> pillar;
    private final Supplier<Map<String, Object>> grains;
    private final ScheduleFile file;
    private final Runs runs;
    private final RandomGenerator random;
    private final Map<String, Object> options = new LinkedHashMap<>();
    private final Map<String, ScheduledJob> jobs = new HashMap<>();
    /** What entries of the pillar looked like when their job was made. */
    private final Map<String, Object> pillarSources = new HashMap<>();

    private final Set<String> complaints = new HashSet<>();
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
        options.putAll(configured);
    }

    /** Looks at the clock and starts what is due. */
    public void tick() {
        List<Due> due = new ArrayList<>();
        synchronized (this) {
            LocalDateTime now = now();
            ScheduledJob.Moment moment = moment(now);
            lastTick = now;
            for (ScheduledJob job : current().values()) {
                job.look(moment).ifPresent(fun -> take(job, fun, now, due));
            }
        }
        due.forEach(runs::start);
    }

    private void take(ScheduledJob job, String fun, LocalDateTime now, List<Due> due) {
        boolean may = mayRun(job, (int)
                due.stream().filter(d -> d.name().equals(job.name())).count());
        job.settle(now, may);
        if (may && Truth.of(job.data().get("dry_run"))) {
            log.debug("schedule: {} is a dry run and does not run", job.name());
        } else if (may) {
            log.debug("schedule: {} runs {}", job.name(), fun);
            due.add(new Due(job.name(), fun, new LinkedHashMap<>(job.data())));
        }
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

    private LocalDateTime now() {
        return LocalDateTime.now(clock.withZone(ZoneId.systemDefault()));
    }

    private ScheduledJob.Moment moment(LocalDateTime now) {
        Map<String, Object> all = entries(true, true);
        Duration pause = lastTick == null ? INTERVAL : Duration.between(lastTick, now);
        boolean plausible = pause.compareTo(INTERVAL) > 0 && pause.compareTo(LONGEST_PAUSE) <= 0;
        Map<String, Object> whens = new LinkedHashMap<>(map(grains.get().get("whens")));
        whens.putAll(map(pillar.get().get("whens")));
        return new ScheduledJob.Moment(
                now,
                plausible ? pause : INTERVAL,
                !all.containsKey("enabled") || Truth.of(all.get("enabled")),
                all.get("splay"),
                all.get("skip_during_range"),
                all.get("skip_function"),
                whens,
                random);
    }

    /** Entries and globals: the pillar's, the options' over them. */
    private Map<String, Object> entries(boolean ofPillar, boolean ofOptions) {
        Map<String, Object> all = new LinkedHashMap<>();
        if (ofPillar) {
            all.putAll(map(pillar.get().get("schedule")));
        }
        if (ofOptions) {
            all.putAll(options);
        }
        return all;
    }

    /** The jobs as they are now; those whose entry is gone or another are made anew. */
    private Map<String, ScheduledJob> current() {
        Map<String, ScheduledJob> now = new LinkedHashMap<>();
        entries(true, true).forEach((name, entry) -> {
            if (GLOBAL.contains(name)) {
                return;
            }
            if (entry instanceof Map<?, ?>) {
                now.put(name, job(name, entry));
            } else if (complaints.add(name)) {
                log.error("schedule: entry {} must be a map, found {}", name, entry);
            }
        });
        jobs.keySet().retainAll(now.keySet());
        pillarSources.keySet().retainAll(now.keySet());
        return now;
    }

    private ScheduledJob job(String name, Object entry) {
        ScheduledJob known = jobs.get(name);
        if (options.get(name) == entry) {
            if (known != null && known.data() == entry) {
                return known;
            }
            Map<String, Object> own = map(entry);
            options.put(name, own);
            pillarSources.remove(name);
            return make(name, own);
        }
        if (known != null && entry.equals(pillarSources.get(name))) {
            return known;
        }
        pillarSources.put(name, entry);
        return make(name, map(entry));
    }

    private ScheduledJob make(String name, Map<String, Object> data) {
        ScheduledJob job = new ScheduledJob(name, data);
        jobs.put(name, job);
        return job;
    }

    private Map<String, Object> shown(boolean ofPillar, boolean ofOptions) {
        Map<String, ScheduledJob> current = current();
        Map<String, Object> shown = new LinkedHashMap<>();
        entries(ofPillar, ofOptions).forEach((name, entry) -> {
            ScheduledJob job = current.get(name);
            shown.put(name, job == null ? entry : job.shown());
        });
        return shown;
    }

    /**
     * Does what a {@code manage_schedule} event asks for, and fires the event that says so.
     *
     * @param command {@code {func, [name], [schedule], [where], [persist], ...}} as Salt 3006 puts it on the minion's bus
     * @return the data of the event that was fired; empty when none was
     */
    public Map<String, Object> manage(Map<String, Object> command) {
        String func = String.valueOf(command.get("func"));
        String name = String.valueOf(command.get("name"));
        boolean persist = Truth.of(command.get("persist"));
        Optional<ScheduleReply> reply;
        Optional<Due> due = Optional.empty();
        synchronized (this) {
            reply = switch (func) {
                case "add" -> Optional.of(add(command.get("schedule")));
                case "modify" -> modify(name, command.get("schedule"));
                case "delete" -> Optional.of(delete(name));
                case "enable" -> Optional.of(enable(true));
                case "disable" -> Optional.of(enable(false));
                case "enable_job" -> Optional.of(enableJob(name, true));
                case "disable_job" -> Optional.of(enableJob(name, false));
                case "postpone_job" -> Optional.of(postpone(name, command));
                case "skip_job" -> Optional.of(skip(name, command));
                case "list" -> Optional.of(list(command.get("where")));
                case "save_schedule" -> Optional.of(new ScheduleReply("schedule_saved", Map.of()));
                case "get_next_fire_time" -> Optional.of(nextFireTime(name));
                case "job_status" -> Optional.of(status(name));
                case "reload" -> reload(command.get("schedule"));
                case "run_job" -> {
                    due = asked(name);
                    yield Optional.empty();
                }
                default -> {
                    log.error("schedule: there is no function {}", func);
                    yield Optional.empty();
                }
            };
            if (persist || func.equals("save_schedule")) {
                file.write(entries(false, true));
            }
        }
        due.ifPresent(runs::start);
        return reply.map(this::fire).orElse(Map.of());
    }

    private Map<String, Object> fire(ScheduleReply reply) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("complete", true);
        data.putAll(reply.data());
        bus.publish("/salt/minion/minion_" + reply.tag(), data);
        return data;
    }

    private ScheduleReply with(String tag) {
        return new ScheduleReply(tag, Map.of("schedule", shown(true, true)));
    }

    private boolean inPillar(String name) {
        boolean there = entries(true, false).containsKey(name);
        if (there && !options.containsKey(name)) {
            log.warn("schedule: job {} is in the pillar and cannot be changed here", name);
        }
        return there;
    }

    private ScheduleReply add(@Nullable Object given) {
        map(given).forEach((name, entry) -> {
            if (!inPillar(name)) {
                Map<String, Object> data = map(entry);
                data.putIfAbsent("enabled", true);
                options.put(name, data);
            }
        });
        return with("schedule_add_complete");
    }

    private Optional<ScheduleReply> modify(String name, @Nullable Object entry) {
        if (!options.containsKey(name) && inPillar(name)) {
            return Optional.empty();
        }
        boolean known = options.containsKey(name);
        options.put(name, map(entry));
        // Salt 3006: modifying deletes first, and says so
        return known ? Optional.of(with("schedule_delete_complete")) : Optional.empty();
    }

    private ScheduleReply delete(String name) {
        if (options.remove(name) == null) {
            inPillar(name);
        }
        jobs.remove(name);
        return with("schedule_delete_complete");
    }

    private ScheduleReply enable(boolean enabled) {
        options.put("enabled", enabled);
        return with(enabled ? "schedule_enabled_complete" : "schedule_disabled_complete");
    }

    private ScheduleReply enableJob(String name, boolean enabled) {
        own(name).ifPresent(job -> job.data().put("enabled", enabled));
        return with(enabled ? "schedule_enabled_job_complete" : "schedule_disabled_job_complete");
    }

    /** The job when it is one of the options; those of the pillar are not changed here. */
    private Optional<ScheduledJob> own(String name) {
        if (!options.containsKey(name)) {
            inPillar(name);
            return Optional.empty();
        }
        return Optional.ofNullable(current().get(name));
    }

    private ScheduleReply postpone(String name, Map<String, Object> command) {
        own(name).ifPresent(job -> {
            job.addExplicit("skip_explicit", command.get("time"), format(command));
            job.addExplicit("run_explicit", command.get("new_time"), format(command));
        });
        return with("schedule_postpone_job_complete");
    }

    private ScheduleReply skip(String name, Map<String, Object> command) {
        own(name).ifPresent(job -> job.addExplicit("skip_explicit", command.get("time"), format(command)));
        return with("schedule_skip_job_complete");
    }

    private static String format(Map<String, Object> command) {
        return command.get("time_fmt") instanceof String format ? format : "%Y-%m-%dT%H:%M:%S";
    }

    private ScheduleReply list(@Nullable Object where) {
        boolean options = !"pillar".equals(where);
        boolean ofPillar = !"opts".equals(where);
        return new ScheduleReply("schedule_list_complete", Map.of("schedule", shown(ofPillar, options)));
    }

    private ScheduleReply nextFireTime(String name) {
        ScheduledJob job = current().get(name);
        Map<String, Object> data = new LinkedHashMap<>();
        LocalDateTime next = job == null ? null : job.next();
        data.put("next_fire_time", next == null ? null : ScheduledJob.iso(next));
        return new ScheduleReply("schedule_next_fire_time_complete", data);
    }

    private ScheduleReply status(String name) {
        ScheduledJob job = current().get(name);
        return new ScheduleReply(
                "schedule_job_status_complete", Map.of("data", job == null ? new LinkedHashMap<>() : job.shown()));
    }

    private Optional<ScheduleReply> reload(@Nullable Object given) {
        Map<String, Object> entries = map(given);
        options.putAll(entries.containsKey("schedule") ? map(entries.get("schedule")) : entries);
        jobs.clear();
        return Optional.empty();
    }

    private Optional<Due> asked(String name) {
        ScheduledJob job = current().get(name);
        if (job == null || !mayRun(job, 0)) {
            return Optional.empty();
        }
        return Optional.of(new Due(job.name(), job.fun(), new LinkedHashMap<>(job.data())));
    }

    /** Adds an entry of the daemon's own, without writing it down. */
    public synchronized void own(String name, Map<String, Object> entry) {
        options.put(name, new LinkedHashMap<>(entry));
    }

    /** Takes an entry out, without writing that down. */
    public synchronized void withdraw(String prefix) {
        options.keySet().removeIf(name -> name.startsWith(prefix));
    }

    private static Map<String, Object> map(@Nullable Object value) {
        Map<String, Object> copy = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, item) -> copy.put(String.valueOf(key), item));
        }
        return copy;
    }

    /** What a command answers: the last part of the tag, and the data beside {@code complete}. */
    private record ScheduleReply(String tag, Map<String, Object> data) {}
}
