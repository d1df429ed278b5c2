package dev.brine.reactor.flow;

import dev.brine.engine.client.JobProgress;
import dev.brine.engine.client.JobRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Minions that jobs reach, and what the job store knows of these jobs. */
final class Fleet {
    /** Done by the thread that publishes a job, before it is. */
    volatile Runnable beforeJobs = () -> {};

    /** Told each job that is published, and whom it reaches. */
    volatile BiConsumer<JobRequest, List<String>> onJob = (job, minions) -> {};

    private final List<String> ids;
    private final Map<String, List<String>> begun = new LinkedHashMap<>();
    private final Map<String, Map<String, Boolean>> returned = new LinkedHashMap<>();

    /** @param ids whom a glob target means that is not one of them; a list target means whom it names */
    Fleet(String... ids) {
        this.ids = ids.length == 0 ? List.of("m") : List.of(ids);
    }

    List<String> minions(JobRequest request) {
        if (request.target().tgt() instanceof List<?> list) {
            return list.stream().map(String::valueOf).toList();
        }
        String tgt = String.valueOf(request.target().tgt());
        return ids.contains(tgt) ? List.of(tgt) : ids;
    }

    synchronized void begin(String jid, List<String> minions) {
        begun.put(jid, minions);
    }

    synchronized void returned(String jid, String minion, boolean well) {
        returned.computeIfAbsent(jid, j -> new LinkedHashMap<>()).put(minion, well);
    }

    synchronized Optional<JobProgress> progress(String jid) {
        return Optional.ofNullable(begun.get(jid))
                .map(minions -> new JobProgress(minions, Map.copyOf(returned.getOrDefault(jid, Map.of()))));
    }
}
