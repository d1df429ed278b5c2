package dev.brine.engine.schedule;

/** Where due jobs go. Safe for many threads. */
public interface Runs {

    /** How many runs of the entry are under way, those that wait for a thread included. */
    int underWay(String name);

    /** Starts a run; returns at once unless jobs are to run in the scheduler's own thread. */
    void start(Due due);
}
