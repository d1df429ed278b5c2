package dev.brine.states.run;

import dev.brine.engine.call.Call;
import dev.brine.engine.call.Function;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.FunctionTable;
import dev.brine.engine.call.Invoker;
import dev.brine.engine.call.Outcome;
import dev.brine.engine.call.Parameter;
import dev.brine.engine.data.TextKeys;
import dev.brine.engine.modules.host.Truth;
import dev.brine.engine.render.jinja.value.Repr;
import dev.brine.states.graph.Chunk;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls the function of one chunk: checks it, asks its guards, binds its arguments, shapes its result, tries again. */
final class StateCaller {
    private static final Logger log = LoggerFactory.getLogger(StateCaller.class);

    private final RunSettings settings;
    private final RunContext context;
    private final FunctionTable states;
    private final Guards guards;
    private long runNumber;

    StateCaller(RunSettings settings, RunContext context, FunctionTable states) {
        this.settings = settings;
        this.context = context;
        this.states = states;
        this.guards = new Guards(context);
    }

    /** The number for the next result; counts results, also of states that did not run. */
    long nextNumber() {
        return runNumber++;
    }

    long number() {
        return runNumber;
    }

    /** What is wrong with the chunk, in Salt's words; empty when it can run. Moves {@code watch} where it cannot act. */
    List<String> verify(Chunk chunk) {
        return ChunkVerify.errors(chunk, states);
    }

    /** Runs the chunk. In its test run for a prereq the result carries no number. */
    Map<String, Object> call(Chunk chunk) {
        return call(chunk, 1);
    }

    private Map<String, Object> call(Chunk chunk, int attempt) {
        Stopwatch watch = new Stopwatch(settings.minion().clock());
        log.info("Running state [{}]", chunk.name());
        List<String> errors = verify(chunk);
        if (!errors.isEmpty()) {
            Map<String, Object> result = result(chunk.value("name"), false, String.join("\n", errors) + "\n");
            result.put("__run_num__", nextNumber());
            return result;
        }
        Map<String, Object> result = run(chunk);
        if (chunk.prereq()) {
            chunk.prereq(false);
            return result;
        }
        result.put("__sls__", chunk.value("__sls__"));
        result.put("__run_num__", nextNumber());
        watch.into(result);
        result.put("__id__", chunk.id());
        told(chunk, result);
        return chunk.has("retry") ? retried(chunk, result, attempt) : result;
    }

    /** Salt 3006: state.py {@code format_log}: what changed, or the comment; as an error when it failed. */
    private static void told(Chunk chunk, Map<String, Object> result) {
        boolean changed = result.get("changes") instanceof Map<?, ?> changes && !changes.isEmpty();
        Object text = changed ? Repr.repr(result.get("changes")) : result.get("comment");
        if (Boolean.FALSE.equals(result.get("result"))) {
            log.error("{}", text);
        } else {
            log.info("{}", text);
        }
        log.info("Completed state [{}] (duration_in_ms={})", chunk.name(), result.get("duration"));
    }

    private Map<String, Object> run(Chunk chunk) {
        context.turnTo(chunk, chunk.prereq());
        try {
            Map<String, Object> result = result(chunk.name(), false, "");
            if (Guards.any(chunk)
                    && states.find(chunk.state() + ".mod_run_check").isEmpty()) {
                result.putAll(guards.check(chunk));
            }
            if (Boolean.FALSE.equals(result.get("result"))) {
                result = invoke(chunk);
            }
            Function function = states.find(chunk.function()).orElseThrow();
            boolean own = function.parameters().stream().anyMatch(p -> p.name().equals("check_cmd"));
            if (chunk.has("check_cmd") && !own) {
                result.putAll(guards.checkCommands(chunk));
            }
            return result;
        } catch (FunctionError e) {
            return exception(chunk, e.getMessage());
        }
    }

    private Map<String, Object> invoke(Chunk chunk) {
        Function function = states.find(chunk.function()).orElseThrow();
        Map<String, Object> kwargs = new LinkedHashMap<>();
        boolean rest = false;
        for (Parameter parameter : function.parameters()) {
            if (parameter.kind() == Parameter.Kind.KEYWORDS) {
                rest = true;
            } else if (chunk.has(parameter.name())) {
                kwargs.put(parameter.name(), chunk.value(parameter.name()));
            }
        }
        if (rest) {
            chunk.data().forEach((key, value) -> {
                if (!Keywords.INTERNAL.contains(key)) {
                    kwargs.putIfAbsent(key, value);
                }
            });
        }
        Slots.fill(new ArrayList<>(), kwargs, context);
        log.info("Executing state {} for [{}]", chunk.function(), chunk.name());
        Call call = settings.job().nested(chunk.function());
        Outcome outcome = new Invoker(states).invoke(List.of(), kwargs, call);
        if (outcome instanceof Outcome.Returned returned) {
            return shaped(chunk, returned.value());
        }
        if (outcome instanceof Outcome.Failed failed) {
            Throwable cause = failed.cause();
            return exception(chunk, cause instanceof FunctionError ? cause.getMessage() : failed.value());
        }
        return exception(chunk, String.valueOf(outcome.value()));
    }

    private static Map<String, Object> shaped(Chunk chunk, @Nullable Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            return exception(chunk, "Malformed state return. Data must be a dictionary type.");
        }
        Map<String, Object> result = TextKeys.copy(map);
        if (!(result.get("changes") instanceof Map)) {
            return exception(chunk, "'Changes' should be a dictionary.");
        }
        List<String> missing = List.of("name", "result", "changes", "comment").stream()
                .filter(key -> !result.containsKey(key))
                .toList();
        if (!missing.isEmpty()) {
            return exception(
                    chunk,
                    "The following keys were not present in the state return: " + String.join(", ", missing) + ".");
        }
        if (result.get("comment") instanceof List<?> lines) {
            result.put(
                    "comment",
                    String.join("\n", lines.stream().map(String::valueOf).toList()));
        }
        if (result.get("result") != null) {
            result.put("result", Truth.of(result.get("result")));
        }
        return result;
    }

    private Map<String, Object> retried(Chunk chunk, Map<String, Object> first, int attempt) {
        Retry retry = Retry.of(chunk.value("retry"));
        if (context.test()) {
            first.put("comment", first.get("comment") + "  " + retry.announcement());
            return first;
        }
        if (Boolean.valueOf(retry.until()).equals(first.get("result")) || retry.attempts() <= attempt) {
            return first;
        }
        long seconds = retry.wait(ThreadLocalRandom.current());
        log.info("State [{}] will be run again in {} seconds", chunk.name(), seconds);
        try {
            TimeUnit.SECONDS.sleep(seconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return first;
        }
        if (settings.job().cancelled()) {
            return first;
        }
        Map<String, Object> again = call(chunk, attempt + 1);
        again.put(
                "comment",
                "Attempt " + attempt + ": Returned a result of \"" + python(first.get("result"))
                        + "\", with the following comment: \"" + first.get("comment") + "\"\n" + again.get("comment"));
        again.put("duration", number(again.get("duration")) + number(first.get("duration")) + seconds * 1000);
        if (attempt == 1) {
            again.put("start_time", first.get("start_time"));
        }
        return again;
    }

    private static double number(@Nullable Object value) {
        return value instanceof Number number ? number.doubleValue() : 0;
    }

    private static String python(@Nullable Object result) {
        return result == null ? "None" : Boolean.TRUE.equals(result) ? "True" : "False";
    }

    private static Map<String, Object> exception(Chunk chunk, @Nullable String message) {
        return result(chunk.name(), false, "An exception occurred in this state: " + message);
    }

    private static Map<String, Object> result(@Nullable Object name, boolean outcome, String comment) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("name", name);
        result.put("changes", new LinkedHashMap<>());
        result.put("result", outcome);
        result.put("comment", comment);
        return result;
    }
}
