package dev.brine.states.high;

import dev.brine.engine.data.Glob;
import dev.brine.states.graph.Chunk;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is done to high data before it can run; each step changes the map it is given. */
public final class HighData {
    private HighData() {}

    /** What is wrong with the form of {@code high}; empty when nothing is. */
    public static List<String> check(Map<Object, Object> high) {
        return HighVerifier.errors(high);
    }

    /** Applies {@code extend} declarations. */
    public static List<String> extend(Map<Object, Object> high) {
        return Extend.apply(high, false);
    }

    /**
     * Applies {@code require_in} and its kin, {@code use} and {@code prereq}.
     *
     * @param disabled keywords that the option {@code disabled_requisites} switches off
     */
    public static List<String> requisitesIn(Map<Object, Object> high, Set<String> disabled) {
        return RequisiteIn.apply(high, disabled);
    }

    /** Removes what {@code exclude} names by SLS (or glob of them) and by id. */
    public static void exclude(Map<Object, Object> high) {
        if (!(high.remove("__exclude__") instanceof List<?> excludes)) {
            return;
        }
        Set<Object> ids = new LinkedHashSet<>();
        List<Glob> slss = new ArrayList<>();
        for (Object exclude : excludes) {
            if (exclude instanceof String sls) {
                slss.add(Glob.of(sls));
            } else if (exclude instanceof Map<?, ?> map && map.size() == 1) {
                if (map.get("sls") instanceof String sls) {
                    slss.add(Glob.of(sls));
                } else if (map.get("id") != null) {
                    ids.add(map.get("id"));
                }
            }
        }
        high.forEach((id, body) -> {
            if (!Shape.hidden(id)
                    && body instanceof Map<?, ?> map
                    && map.get("__sls__") instanceof String sls
                    && slss.stream().anyMatch(glob -> glob.test(sls))) {
                ids.add(id);
            }
        });
        ids.forEach(high::remove);
    }

    /** The low chunks, in the order in which they are to run. */
    public static List<Chunk> chunks(Map<Object, Object> high) {
        return LowCompiler.compile(high).stream().map(Chunk::new).toList();
    }
}
