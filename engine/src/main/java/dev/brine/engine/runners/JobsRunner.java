package dev.brine.engine.runners;

import dev.brine.engine.client.LocalCalls;
import dev.brine.engine.job.JobStore;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Makes the runner {@code jobs}: jobs under way, and those in the job store. Shapes as Salt 3006, runners/jobs.py. */
final class JobsRunner {
    /** The classes of its objects. */
    static final List<Class<?>> TYPES = List.of(JobsRunning.class, JobsLookup.class, JobsList.class);

    private JobsRunner() {}

    /** Its objects. */
    static List<Object> of(JobStore jobs, LocalCalls local, Supplier<List<Map<String, Object>>> running) {
        JobsLookup look = new JobsLookup(jobs);
        return List.of(new JobsRunning(jobs, local, running), look, new JobsList(jobs, look));
    }
}
