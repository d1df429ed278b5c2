package dev.brine.states.orchestrate;

import dev.brine.engine.client.MasterCalls;
import dev.brine.engine.data.Data;
import dev.brine.engine.event.Cause;
import dev.brine.engine.event.EventBus;
import dev.brine.engine.plugin.MasterParts;
import dev.brine.states.state.StateContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One run of states that steer minions and the master, as those states see it.
 *
 * <p>What each is going to do is told in {@code salt/run/<jid>/args}.
 *
 * @param jid the orchestration's
 */
record Orchestration(StateContext context, MasterParts master, MinionJobs jobs, String jid, String user) {

    EventBus bus() {
        return master.bus();
    }

    /** Tells of a job on minions. */
    void told(String type, Object tgt, String name, Map<String, Object> args) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("type", type);
        told.put("tgt", tgt);
        told.put("name", name);
        told.put("args", args);
        fire(told);
    }

    private void fire(Map<String, Object> told) {
        bus().publish("salt/run/" + jid + "/args", told);
    }

    /** Starts a runner function; another orchestration runs under this one's id. */
    MasterCalls.Started runner(String name, Map<String, Object> kwargs) {
        Map<String, Object> keywords = keywords(kwargs);
        if (name.equals("state.orchestrate") || name.equals("state.orch") || name.equals("state.sls")) {
            keywords.putIfAbsent("orchestration_jid", jid);
        }
        List<Object> words = words(kwargs);
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("type", "runner");
        told.put("name", name);
        told.put("args", words);
        told.put("kwargs", keywords);
        fire(told);
        return master.runners().call(name, words, keywords, user, Cause.NONE);
    }

    /** Starts a wheel function. */
    MasterCalls.Started wheel(String name, Map<String, Object> kwargs) {
        Map<String, Object> keywords = keywords(kwargs);
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("type", "wheel");
        told.put("name", name);
        told.put("args", keywords);
        fire(told);
        return master.wheel().call(name, words(kwargs), keywords, user, Cause.NONE);
    }

    private static List<Object> words(Map<String, Object> kwargs) {
        return kwargs.get("arg") instanceof List<?> items ? new ArrayList<>(items) : List.of();
    }

    /** What is in {@code kwarg}, and what else the state was given. */
    private static Map<String, Object> keywords(Map<String, Object> kwargs) {
        Map<String, Object> keywords =
                new LinkedHashMap<>(kwargs.get("kwarg") instanceof Map<?, ?> map ? Data.asMap("kwarg", map) : Map.of());
        kwargs.forEach((key, value) -> {
            if (!key.equals("kwarg") && !key.equals("arg") && !key.startsWith("__")) {
                keywords.put(key, value);
            }
        });
        return keywords;
    }
}
