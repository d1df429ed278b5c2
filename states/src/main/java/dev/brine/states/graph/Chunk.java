package dev.brine.states.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One low chunk: a state function with its arguments and requisites, and how far its run has come.
 *
 * <p>The data is what {@code state.show_low_sls} shows: {@code state}, {@code fun}, {@code name}, {@code __id__}, {@code
 * __sls__}, {@code __env__}, {@code order} and the arguments as written.
 */
public final class Chunk {
    private final Map<String, Object> data;
    private boolean prereq;
    private boolean prerequired;

    public Chunk(Map<String, Object> data) {
        this.data = data;
    }

    /** The low data; a run may move {@code watch} entries to {@code require}. */
    public Map<String, Object> data() {
        return data;
    }

    public @Nullable Object value(String key) {
        return data.get(key);
    }

    public boolean has(String key) {
        return data.containsKey(key);
    }

    public String state() {
        return text("state");
    }

    public String fun() {
        return text("fun");
    }

    public String name() {
        return text("name");
    }

    public String id() {
        return text("__id__");
    }

    /** The SLS it comes from; {@code None} when it comes from none. */
    public String sls() {
        return text("__sls__");
    }

    /** The name of its function: {@code file.managed}. */
    public String function() {
        return state() + "." + fun();
    }

    /** The key of its result: {@code state_|-id_|-name_|-fun}. */
    public String tag() {
        return state() + "_|-" + id() + "_|-" + name() + "_|-" + fun();
    }

    /** Whether it is to run in test mode because another chunk has it as {@code prereq}. */
    public boolean prereq() {
        return prereq;
    }

    public void prereq(boolean flag) {
        prereq = flag;
    }

    /** Whether a chunk that has this one as {@code prereq} was on the way when it was reached. */
    public boolean prerequired() {
        return prerequired;
    }

    public void markPrerequired() {
        prerequired = true;
    }

    /** The entries under a requisite keyword; none when it is absent. */
    public List<Object> requisites(String keyword) {
        Object value = data.get(keyword);
        if (value instanceof List<?> items) {
            return new ArrayList<>(items);
        }
        if (value instanceof Map<?, ?> map) {
            // Python iterates the keys of a map
            return new ArrayList<>(map.keySet());
        }
        return value == null ? List.of() : List.of(value);
    }

    /** Turns {@code watch} into {@code require}: what Salt does for states that cannot be watched into action. */
    public void demote(String watch, String require) {
        if (data.containsKey(watch)) {
            List<Object> all = new ArrayList<>(requisites(require));
            all.addAll(requisites(watch));
            data.remove(watch);
            data.put(require, all);
        }
    }

    /** A copy with other values; flags are not copied. */
    public Chunk with(Map<String, Object> changes) {
        Map<String, Object> copy = new LinkedHashMap<>(data);
        copy.putAll(changes);
        return new Chunk(copy);
    }

    private String text(String key) {
        Object value = data.get(key);
        return value == null ? "None" : value.toString();
    }
}
