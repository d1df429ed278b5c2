package dev.brine.engine.client;

/** The one door for jobs: matches, opens the job in the job store, fires the events and sends the signed frame. */
public interface JobPublisher {

    /** Returns when the frame was handed to the publish socket; the returns of minions come as events. */
    Published publish(JobRequest request);
}
