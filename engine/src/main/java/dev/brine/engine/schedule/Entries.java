package dev.brine.engine.schedule;

import dev.brine.engine.data.TextKeys;
import dev.brine.engine.schedule.job.ScheduledJob;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The entries of the schedule, and the job that each has become.
 *
 * <p>They come from the options and from the pillar; an option wins over a pillar entry of the same name. Those of the pillar are
 * not changed here. The schedule's lock guards them.
 */
final class Entries {
    private static final Logger log = LoggerFactory.getLogger(Entries.class);

    /** Keys beside the jobs. */
    private static final Set<String> GLOBAL = Set.of("enabled", "skip_function", "skip_during_range", "splay");

    private final Supplier<Map<String, Object>> pillar;
    private final Map<String, Object> options = new LinkedHashMap<>();
    private final Map<String, ScheduledJob> jobs = new HashMap<>();
    /** What entries of the pillar looked like when their job was made. */
    private final Map<String, Object> pillarSources = new HashMap<>();

    private final Set<String> complaints = new HashSet<>();

    /** Which of them. */
    enum Of {
        PILLAR,
        OPTIONS,
        BOTH;

        /** Salt 3006: {@code where} is opts or pillar; anything else means both. */
        static Of where(@Nullable Object where) {
            return "pillar".equals(where) ? PILLAR : "opts".equals(where) ? OPTIONS : BOTH;
        }
    }

    Entries(Map<String, Object> configured, Supplier<Map<String, Object>> pillar) {
        this.options.putAll(configured);
        this.pillar = pillar;
    }

    /** The entries and what stands beside them. */
    Map<String, Object> all(Of of) {
        Map<String, Object> all = new LinkedHashMap<>();
        if (of != Of.OPTIONS) {
            all.putAll(TextKeys.copy(pillar.get().get("schedule")));
        }
        if (of != Of.PILLAR) {
            all.putAll(options);
        }
        return all;
    }

    /** As {@link #all}, with what is known of the jobs. */
    Map<String, Object> shown(Of of) {
        Map<String, ScheduledJob> current = jobs();
        Map<String, Object> shown = all(of);
        shown.replaceAll((name, entry) -> {
            ScheduledJob job = current.get(name);
            return job == null ? entry : job.shown();
        });
        return shown;
    }

    /** The jobs as they are now; those whose entry is gone or another are made anew. */
    Map<String, ScheduledJob> jobs() {
        Map<String, ScheduledJob> now = new LinkedHashMap<>();
        all(Of.BOTH).forEach((name, entry) -> {
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
            Map<String, Object> own = TextKeys.copy(entry);
            options.put(name, own);
            pillarSources.remove(name);
            return made(name, own);
        }
        if (known != null && entry.equals(pillarSources.get(name))) {
            return known;
        }
        pillarSources.put(name, entry);
        return made(name, TextKeys.copy(entry));
    }

    private ScheduledJob made(String name, Map<String, Object> data) {
        ScheduledJob job = new ScheduledJob(name, data);
        jobs.put(name, job);
        return job;
    }

    /** The job when it is one of the options. */
    Optional<ScheduledJob> own(String name) {
        return mayChange(name) && options.containsKey(name) ? Optional.ofNullable(jobs().get(name)) : Optional.empty();
    }

    boolean isOption(String name) {
        return options.containsKey(name);
    }

    /** False for an entry that only the pillar has, which is then logged. */
    boolean mayChange(String name) {
        boolean may = options.containsKey(name) || !all(Of.PILLAR).containsKey(name);
        if (!may) {
            log.warn("schedule: job {} is in the pillar and cannot be changed here", name);
        }
        return may;
    }

    boolean isInPillar(String name) {
        return all(Of.PILLAR).containsKey(name);
    }

    void put(String name, Object entry) {
        options.put(name, entry);
    }

    void putAll(Map<String, Object> entries) {
        options.putAll(entries);
    }

    /** Takes an option out. */
    void remove(String name) {
        options.remove(name);
        jobs.remove(name);
    }

    void removeAll(String prefix) {
        options.keySet().removeIf(name -> name.startsWith(prefix));
    }

    /** Has every job begin anew. */
    void forgetJobs() {
        jobs.clear();
    }
}
