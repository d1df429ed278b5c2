package dev.brine.engine.modules.pkg;

import dev.brine.engine.data.Glob;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Lists of packages as functions return them: a map from name to its version, or to all its versions. */
final class PackageLists {
    private PackageLists() {}

    /** Versions sorted, each once. */
    static Map<String, List<String>> sorted(Map<String, List<String>> packages) {
        Map<String, List<String>> sorted = new LinkedHashMap<>();
        packages.forEach((name, versions) -> sorted.put(name, new ArrayList<>(new TreeSet<>(versions))));
        return sorted;
    }

    /** Versions joined by commas, or as lists. */
    static Map<String, Object> shown(Map<String, List<String>> packages, boolean versionsAsList) {
        Map<String, Object> shown = new LinkedHashMap<>();
        packages.forEach((name, versions) ->
                shown.put(name, versionsAsList ? new ArrayList<Object>(versions) : String.join(",", versions)));
        return shown;
    }

    /** What differs: a map from name to {@code old} and {@code new}, "" where there is none. */
    static Map<String, Object> changes(Map<String, Object> before, Map<String, Object> after) {
        Set<String> names = new LinkedHashSet<>(after.keySet());
        names.addAll(before.keySet());
        Map<String, Object> changes = new LinkedHashMap<>();
        for (String name : names) {
            Object old = before.getOrDefault(name, "");
            Object now = after.getOrDefault(name, "");
            if (!old.equals(now)) {
                changes.put(name, change(old, now));
            }
        }
        return changes;
    }

    static Map<String, Object> change(Object old, Object now) {
        Map<String, Object> change = new LinkedHashMap<>();
        change.put("old", old);
        change.put("new", now);
        return change;
    }

    /** What {@code pkg.version} returns: one version for one name, a map for several or for a pattern. */
    static Object versions(Map<String, List<String>> installed, List<Object> names, boolean versionsAsList) {
        Map<String, List<String>> found = new LinkedHashMap<>();
        boolean pattern = false;
        for (Object each : names) {
            String name = String.valueOf(each);
            if (name.contains("*")) {
                pattern = true;
                Glob glob = Glob.of(name);
                installed.forEach((other, versions) -> {
                    if (glob.test(other)) {
                        found.put(other, versions);
                    }
                });
            } else {
                found.put(name, installed.getOrDefault(name, List.of()));
            }
        }
        Map<String, Object> shown = shown(found, versionsAsList);
        return shown.size() == 1 && !pattern ? shown.values().iterator().next() : shown;
    }
}
