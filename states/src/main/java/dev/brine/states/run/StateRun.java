package dev.brine.states.run;

import dev.brine.engine.call.FunctionTable;
import dev.brine.engine.call.Functions;
import dev.brine.engine.call.Invoker;
import dev.brine.engine.modules.host.Truth;
import dev.brine.engine.plugin.CustomKind;
import dev.brine.states.graph.Chunk;
import dev.brine.states.graph.ChunkIndex;
import dev.brine.states.graph.RequisiteCheck;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of low chunks: each in its order, what it requires before it, results by tag.
 *
 * <p>A chunk whose requisites have not run yet has them run first, then is looked at again. With {@code prereq}, the other
 * state runs once in test mode to see whether it would change anything. Belongs to one thread.
 */
public final class StateRun {
    private static final Logger log = LoggerFactory.getLogger(StateRun.class);
    /** Salt 3006: how often a chunk may be looked at again before its requisites count as a circle. */
    private static final int DEEPEST = 20;

    private final RunSettings settings;
    private final FunctionTable states;
    private final StateCaller caller;
    private final StateEvents events;
    private final RunContext context;
    private final Pauses pauses;
    private final Set<String> disabledRequisites = new TreeSet<>();
    private final Map<String, Map<String, Object>> pre = new HashMap<>();
    private final Set<String> active = new HashSet<>();
    private Map<String, Map<String, Object>> running = new LinkedHashMap<>();
    private ChunkIndex index = new ChunkIndex(List.of());
    private boolean stopped;

    public StateRun(RunSettings settings) {
        this.context = new RunContext(settings);
        context.sources(() -> index.chunks(), () -> running);
        this.settings = settings;
        this.states = settings.minion()
                .custom()
                .functions(
                        CustomKind.STATES,
                        new Functions(settings.states().apply(context)),
                        context.dunders(() -> new Invoker(states())));
        this.caller = new StateCaller(settings, context, states);
        this.events = new StateEvents(settings, context);
        this.pauses = Pauses.of(settings);
        Object disabled = settings.opts().get("disabled_requisites");
        if (disabled instanceof List<?> words) {
            words.forEach(word -> disabledRequisites.add(String.valueOf(word)));
        } else if (disabled != null) {
            disabledRequisites.add(disabled.toString());
        }
    }

    private FunctionTable states() {
        return states;
    }

    /** What is wrong with a chunk that is to be called by itself; empty when it can run. */
    public List<String> verify(Chunk chunk) {
        return caller.verify(chunk);
    }

    /** Calls one chunk without a look at requisites. */
    public Map<String, Object> single(Chunk chunk) {
        Map<String, Object> result = caller.call(chunk);
        context.settle();
        return result;
    }

    /** Runs one chunk of {@code chunks} and what it requires. */
    public Map<String, Map<String, Object>> only(Chunk chunk, List<Chunk> chunks) {
        index = new ChunkIndex(chunks);
        running = new LinkedHashMap<>();
        callChunk(chunk, 0);
        context.settle();
        return running;
    }

    /** Runs all chunks, then what listens to their changes. */
    public Map<String, Map<String, Object>> all(List<Chunk> chunks) {
        Map<String, Map<String, Object>> results = callChunks(chunks);
        Listeners listeners = Listeners.of(chunks, results);
        results.putAll(callChunks(listeners.chunks()));
        listeners.errors().forEach((tag, error) -> {
            error.put("__run_num__", caller.nextNumber());
            results.put(tag, error);
        });
        context.settle();
        pauses.over();
        return results;
    }

    private Map<String, Map<String, Object>> callChunks(List<Chunk> chunks) {
        index = new ChunkIndex(chunks);
        running = new LinkedHashMap<>();
        stopped = false;
        for (Chunk chunk : chunks) {
            if (settings.job().cancelled()) {
                break;
            }
            if (!running.containsKey(chunk.tag())) {
                if (!pauses.goesOn(chunk.id(), settings.job()::cancelled)) {
                    break;
                }
                callChunk(chunk, 0);
            }
            if (stopped || failsHard(chunk)) {
                break;
            }
            active.clear();
        }
        return running;
    }

    private void callChunk(Chunk chunk, int depth) {
        String tag = chunk.tag();
        if (!truth(chunk.value("prerequired"))) {
            active.add(tag);
        }
        demoteWatches(chunk);
        RequisiteCheck check = check(chunk);
        switch (check.status()) {
            case UNMET:
                if (!requisitesFirst(chunk, depth)) {
                    return;
                }
                // the look at the chunk after its requisites ran has fired its event
                break;
            case FAIL:
                requisiteFailed(chunk, check);
                break;
            case CHANGE:
                if (chunk.prereq()) {
                    pre.put(tag, caller.call(chunk));
                } else {
                    running.put(tag, watched(chunk, check));
                }
                break;
            case PRE:
                Map<String, Object> unneeded = skipped(chunk, true, "No changes detected");
                running.put(tag, unneeded);
                pre.put(tag, unneeded);
                break;
            case ONFAIL:
                notRun(chunk, "State was not run because onfail req did not change");
                break;
            case ONCHANGES:
                notRun(chunk, "State was not run because none of the onchanges reqs changed");
                break;
            default:
                if (chunk.prereq()) {
                    pre.put(tag, caller.call(chunk));
                } else {
                    running.put(tag, caller.call(chunk));
                }
        }
        Map<String, Object> result = running.get(tag);
        if (result != null && check.status() != RequisiteCheck.Status.UNMET) {
            events.fire(chunk, result, index.chunks().size());
            subResults(chunk, result);
        }
    }

    private RequisiteCheck check(Chunk chunk) {
        return RequisiteCheck.of(chunk, index, running, pre, disabledRequisites);
    }

    private void demoteWatches(Chunk chunk) {
        if (states.find(chunk.state() + ".mod_watch").isEmpty()) {
            chunk.demote("watch", "require");
            chunk.demote("watch_any", "require_any");
        }
    }

    /** Runs what {@code chunk} requires, then looks at it again. False when that ended the matter. */
    private boolean requisitesFirst(Chunk chunk, int depth) {
        Missing needed = Missing.of(chunk, index);
        if (!needed.lost().isEmpty()) {
            Map<String, Object> result = skipped(chunk, false, needed.comment());
            (chunk.prereq() ? pre : running).put(chunk.tag(), result);
            events.fire(chunk, result, index.chunks().size());
            return false;
        }
        Chunk last = chunk;
        for (Chunk other : needed.chunks()) {
            last = other;
            if (running.containsKey(other.tag())) {
                continue;
            }
            if (active.contains(other.tag())) {
                circle(chunk, other);
                return false;
            }
            callChunk(other, 0);
            if (failsHard(other)) {
                stopped = true;
                return false;
            }
            if (stopped) {
                return false;
            }
        }
        if (chunk.prereq()) {
            testRun(chunk);
        } else if (depth + 1 >= DEEPEST) {
            running.put(chunk.tag(), recursive(chunk));
        } else {
            callChunk(chunk, depth + 1);
        }
        if (failsHard(last)) {
            stopped = true;
            return false;
        }
        return true;
    }

    /** {@code other} is on the way already: a prereq asks for its test run, anything else is an error. */
    private void circle(Chunk chunk, Chunk other) {
        if (other.prerequired()) {
            if (!pre.containsKey(chunk.tag())) {
                chunk.prereq(true);
                pre.put(other.tag(), caller.call(chunk));
            }
            return;
        }
        log.error("Recursive requisite found");
        Map<String, Object> result = recursive(chunk);
        running.put(chunk.tag(), result);
        caller.nextNumber();
        events.fire(chunk, result, index.chunks().size());
    }

    private void testRun(Chunk chunk) {
        RequisiteCheck.Status status = check(chunk).status();
        Map<String, Object> result = caller.call(chunk);
        if (!changed(result) && status == RequisiteCheck.Status.CHANGE) {
            // the watched state changed, so the real run will act: that counts as a change for the prereq
            result.put("changes", new LinkedHashMap<>(Map.of("watch", "watch")));
            result.put("result", null);
        }
        pre.put(chunk.tag(), result);
    }

    private void requisiteFailed(Chunk chunk, RequisiteCheck check) {
        String tag = chunk.tag();
        Map<String, Object> tested = pre.get(tag);
        if (tested != null) {
            // its own test run failed: show that, without the changes it only proposed
            tested.put("changes", new LinkedHashMap<>());
            tested.put("__run_num__", caller.nextNumber());
            tested.put("__sls__", chunk.value("__sls__"));
            tested.put("__id__", chunk.id());
            tested.put("name", chunk.name());
            running.put(tag, tested);
            return;
        }
        Set<String> failed = new LinkedHashSet<>();
        for (List<Chunk> others : check.found().values()) {
            for (Chunk other : others) {
                Map<String, Object> result = pre.getOrDefault(other.tag(), running.get(other.tag()));
                if (result != null && Boolean.FALSE.equals(result.get("result"))) {
                    failed.add(other.sls() + "." + other.id());
                }
            }
        }
        Map<String, Object> result =
                skipped(chunk, false, "One or more requisite failed: " + String.join(", ", failed));
        running.put(tag, result);
        pre.put(tag, result);
    }

    /** A state one of whose watched states changed: if it changes nothing by itself, its {@code mod_watch} runs, too. */
    private Map<String, Object> watched(Chunk chunk, RequisiteCheck check) {
        Map<String, Object> result = caller.call(chunk);
        if (changed(result) || truth(result.get("skip_watch"))) {
            return result;
        }
        Map<String, Object> changes = new LinkedHashMap<>();
        changes.put("sfun", chunk.fun());
        changes.put("fun", "mod_watch");
        Map<String, Object> requisites = new LinkedHashMap<>();
        check.found()
                .forEach((keyword, others) ->
                        requisites.put(keyword, others.stream().map(Chunk::data).toList()));
        changes.put("__reqs__", requisites);
        return caller.call(chunk.with(changes));
    }

    private void notRun(Chunk chunk, String comment) {
        Map<String, Object> result = skipped(chunk, true, comment);
        result.put("__state_ran__", false);
        running.put(chunk.tag(), result);
    }

    private Map<String, Object> skipped(Chunk chunk, boolean outcome, String comment) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("changes", new LinkedHashMap<>());
        result.put("result", outcome);
        new Stopwatch(settings.minion().clock()).into(result);
        result.put("comment", comment);
        result.put("__run_num__", caller.nextNumber());
        result.put("__sls__", chunk.value("__sls__"));
        result.put("__id__", chunk.id());
        result.put("name", chunk.name());
        return result;
    }

    private Map<String, Object> recursive(Chunk chunk) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("changes", new LinkedHashMap<>());
        result.put("result", false);
        result.put("comment", "Recursive requisite found");
        result.put("__run_num__", caller.number());
        result.put("__sls__", chunk.value("__sls__"));
        result.put("__id__", chunk.id());
        result.put("name", chunk.name());
        return result;
    }

    /** Results that a state reports beside its own get entries of their own (Salt 3006: {@code sub_state_run}). */
    private void subResults(Chunk chunk, Map<String, Object> result) {
        if (!(result.remove("sub_state_run") instanceof List<?> subs)) {
            return;
        }
        for (Object each : new ArrayList<>(subs)) {
            if (each instanceof Map<?, ?> sub && sub.get("low") instanceof Map<?, ?> low) {
                Map<String, Object> entry = skipped(chunk, true, String.valueOf(sub.get("comment")));
                entry.put("changes", sub.get("changes"));
                entry.put("result", sub.get("result"));
                entry.put("__state_ran__", true);
                entry.put("name", low.get("name"));
                running.put(
                        low.get("state") + "_|-" + low.get("__id__") + "_|-" + low.get("name") + "_|-" + low.get("fun"),
                        entry);
            }
        }
    }

    private boolean failsHard(Chunk chunk) {
        Map<String, Object> result = running.get(chunk.tag());
        if (settings.test() || result == null) {
            return false;
        }
        boolean hard = chunk.has("failhard")
                ? truth(chunk.value("failhard"))
                : settings.opts().containsKey("failhard")
                        ? settings.option("failhard")
                        : settings.minion().config().files().failhard();
        return hard && Boolean.FALSE.equals(result.get("result"));
    }

    private static boolean changed(Map<String, Object> result) {
        return result.get("changes") instanceof Map<?, ?> changes && !changes.isEmpty();
    }

    private static boolean truth(@Nullable Object value) {
        return Truth.of(value);
    }
}
