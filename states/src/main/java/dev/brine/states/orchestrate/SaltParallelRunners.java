package dev.brine.states.orchestrate;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.Module;
import dev.brine.engine.call.Outcome;
import dev.brine.engine.client.MasterCalls;
import dev.brine.engine.data.TextKeys;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** {@code salt.parallel_runners}: several runner functions at the same time. */
@Module("salt")
public final class SaltParallelRunners {
    private final Orchestration run;

    SaltParallelRunners(Orchestration run) {
        this.run = run;
    }

    @Fn(doc = """
            Run several runner functions at the same time.

            runners: ids to lists of name (when it is not the id) and kwarg""")
    public Map<String, Object> parallelRunners(
            String name, Object runners, @Arg(rest = true) Map<String, Object> kwargs) {
        if (!(runners instanceof String) && !(runners instanceof Map)) {
            return SaltResult.of(name, false, "The runners parameter must be a string or dict.");
        }
        Map<String, Map<String, Object>> wanted = new LinkedHashMap<>();
        if (runners instanceof Map<?, ?> map) {
            map.forEach((id, config) -> wanted.put(String.valueOf(id), repacked(config)));
        } else {
            wanted.put(runners.toString(), new LinkedHashMap<>());
        }
        if (run.context().test()) {
            return SaltResult.of(
                    name, null, "Runner functions would be executed: " + String.join(", ", wanted.keySet()));
        }
        Map<String, CompletableFuture<MasterCalls.Started>> started = new LinkedHashMap<>();
        wanted.forEach((id, config) -> started.put(id, parallel(id, config)));
        Map<String, Outcome> outcomes = new LinkedHashMap<>();
        started.forEach((id, call) ->
                outcomes.put(id, call.join().outcome().toCompletableFuture().join()));
        return ParallelResult.of(name, outcomes);
    }

    private static Map<String, Object> repacked(@Nullable Object config) {
        Map<String, Object> packed = new LinkedHashMap<>();
        for (Object part : config instanceof List<?> list ? list : config == null ? List.of() : List.of(config)) {
            packed.putAll(TextKeys.copy(part));
        }
        return packed;
    }

    /** A thread of its own: the runner pool may be full of orchestrations that wait for their parts. */
    private CompletableFuture<MasterCalls.Started> parallel(String id, Map<String, Object> config) {
        CompletableFuture<MasterCalls.Started> over = new CompletableFuture<>();
        String fun = String.valueOf(config.getOrDefault("name", id));
        Map<String, Object> arguments = new LinkedHashMap<>();
        arguments.put("kwarg", config.getOrDefault("kwarg", Map.of()));
        Thread thread = new Thread(
                () -> {
                    try {
                        over.complete(run.runner(fun, arguments));
                    } catch (RuntimeException e) {
                        over.completeExceptionally(e);
                    }
                },
                "runner-of-" + run.jid());
        thread.setDaemon(true);
        thread.start();
        return over;
    }
}
