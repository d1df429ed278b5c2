package dev.brine.engine.master;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.brine.engine.job.JobStore;
import dev.brine.transport.wire.MinionId;
import java.util.Set;

/** Whether a job was for a minion, from the store and remembered for recent jobs. Safe for many threads. */
final class AskedOf {
    private final JobStore jobs;
    private final Cache<String, Set<String>> recent =
            Caffeine.newBuilder().maximumSize(1000).build();

    AskedOf(JobStore jobs) {
        this.jobs = jobs;
    }

    boolean test(String jid, MinionId id) {
        Set<String> minions = recent.getIfPresent(jid);
        if (minions == null) {
            minions = jobs.job(jid).map(job -> Set.copyOf(job.minions())).orElse(Set.of());
            if (!minions.isEmpty()) {
                recent.put(jid, minions);
            }
        }
        return minions.contains(id.value());
    }
}
