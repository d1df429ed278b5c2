package dev.brine.engine.client;

import java.util.Optional;

/** The one door for jobs: matches, opens the job in the job store, fires the events and sends the signed frame. */
public interface JobPublisher {

    /** Returns when the frame was handed to the publish socket; the returns of minions come as events. */
    Published publish(JobRequest request);

    /**
     * A fresh job id, for whoever must write it down before the job is published; empty where ids are only made in publishing.
     */
    default String jid() {
        return "";
    }

    /** Whether a job of this id was published, as far as the job store knows. May block. */
    default boolean began(String jid) {
        return false;
    }

    /** How far a job is, as far as the job store knows; empty when it was never published. May block. */
    default Optional<JobProgress> progress(String jid) {
        return Optional.empty();
    }
}
