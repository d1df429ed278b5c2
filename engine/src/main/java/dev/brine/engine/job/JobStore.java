package dev.brine.engine.job;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Keeps jobs and their returns.
 *
 * <p>A stage completes when what was given would survive a power cut, and fails when it would not.
 */
public interface JobStore extends AutoCloseable {

    /** What became of a return. */
    enum Landing {
        LANDED,
        /** the minion has returned for this job before; the first return stays */
        ALREADY_THERE,
        /** there is no such job */
        UNKNOWN_JOB,
        /** the job was not for this minion */
        UNASKED
    }

    /** Opens a job. Opening a jid again changes nothing. */
    CompletionStage<Void> begin(Job job);

    /** Lands a return. */
    CompletionStage<Landing> land(JobReturn ret);

    Optional<Job> job(String jid);

    /** In order of minion id. */
    List<JobReturn> returns(String jid);

    /** Newest first. */
    List<Job> find(JobQuery query);

    /** Forgets jobs that started before {@code before}; gives how many. */
    int expire(Instant before);

    @Override
    void close();
}
