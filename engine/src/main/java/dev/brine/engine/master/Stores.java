package dev.brine.engine.master;

import dev.brine.engine.cache.MinionCache;
import dev.brine.engine.config.MasterConfig;
import dev.brine.engine.event.EventJournal;
import dev.brine.engine.event.SqliteEventJournal;
import dev.brine.engine.job.JobFiles;
import dev.brine.engine.job.SqliteJobStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * What the master keeps on disk.
 *
 * @param journal every event; keeps none with {@code event_journal: False}
 * @param jobs jobs and returns
 * @param jobFiles the same for stock tools
 * @param cache grains, pillar and mine of minions
 */
record Stores(EventJournal journal, SqliteJobStore jobs, JobFiles jobFiles, MinionCache cache)
        implements AutoCloseable {

    static Stores open(MasterConfig config, Clock clock) {
        Path cachedir = config.paths().cache();
        return new Stores(
                config.journal().on()
                        ? SqliteEventJournal.open(cachedir.resolve("events.db"), clock)
                        : EventJournal.none(),
                SqliteJobStore.open(cachedir.resolve("jobs.db"), clock),
                new JobFiles(cachedir, config.files().hashType()),
                MinionCache.open(cachedir.resolve("minions.db"), clock));
    }

    /** Forgets events and jobs that are older than they are kept ({@code keep_jobs_seconds}; 0 keeps them). */
    void forget(MasterConfig config, Instant now) {
        if (journal instanceof SqliteEventJournal events) {
            events.retain(config.journal(), now);
        }
        Duration keep = config.jobs().keep();
        if (!keep.isZero()) {
            jobs.expire(now.minus(keep));
            jobFiles.expire(now.minus(keep));
        }
    }

    @Override
    public void close() {
        jobs.close();
        cache.close();
        journal.close();
    }
}
