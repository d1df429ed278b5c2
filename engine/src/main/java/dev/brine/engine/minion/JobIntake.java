package dev.brine.engine.minion;

import dev.brine.engine.target.Facts;
import dev.brine.engine.target.Target;
import dev.brine.engine.target.TargetCompiler;
import dev.brine.engine.target.TargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of a published job: it runs here when it means this minion and is new.
 *
 * <p>Jobs that come before the first pillar wait for it, up to a thousand: targets may name it. Any thread, one at a time by rule
 * the session's.
 */
final class JobIntake {
    private static final Logger log = LoggerFactory.getLogger(JobIntake.class);
    private static final int EARLY = 1000;

    private final TargetCompiler targets;
    private final Supplier<Facts> facts;
    private final RecentJobs recent;
    private final Consumer<Job> start;
    /** Jobs that came before the first pillar; null once it is there. Guarded by this. */
    private @Nullable List<Map<String, Object>> early = new ArrayList<>();

    JobIntake(TargetCompiler targets, Supplier<Facts> facts, RecentJobs recent, Consumer<Job> start) {
        this.targets = targets;
        this.facts = facts;
        this.recent = recent;
        this.start = start;
    }

    void take(Map<String, Object> load) {
        synchronized (this) {
            if (early != null) {
                if (early.size() < EARLY) {
                    early.add(load);
                } else {
                    log.warn("job {}: dropped, {} jobs wait for the first pillar", load.get("jid"), EARLY);
                }
                return;
            }
        }
        judge(load);
    }

    /** The first pillar is there. */
    synchronized void open() {
        List<Map<String, Object>> waiting = early == null ? List.of() : early;
        early = null;
        // judged before any later job, so that jobs start in the order in which they came
        waiting.forEach(this::judge);
    }

    private void judge(Map<String, Object> load) {
        Optional<Job> job = Job.of(load);
        Optional<Target> target = job.flatMap(Job::target);
        if (job.isEmpty() || target.isEmpty()) {
            log.debug(
                    "a publication without tgt, jid, fun or arg, or with an unknown tgt_type, is ignored: {}",
                    load.keySet());
            return;
        }
        if (!isMeant(target.get(), job.get())) {
            return;
        }
        if (!recent.add(job.get().jid())) {
            log.info("job {}: came again and is not run again", job.get().jid());
            return;
        }
        start.accept(job.get());
    }

    private boolean isMeant(Target target, Job job) {
        try {
            return targets.compile(target).matches(facts.get());
        } catch (TargetException e) {
            log.warn("job {}: its target cannot be understood: {}", job.jid(), e.getMessage());
            return false;
        }
    }
}
