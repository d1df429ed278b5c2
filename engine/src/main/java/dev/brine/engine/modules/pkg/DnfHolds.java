package dev.brine.engine.modules.pkg;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.InvocationError;
import dev.brine.engine.call.Module;
import dev.brine.engine.modules.host.PythonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code pkg} on Red Hat and its kin: keeping packages at their versions, by the plugin {@code versionlock}. */
@Module("pkg")
public final class DnfHolds {
    private final Dnf dnf;

    DnfHolds(Dnf dnf) {
        this.dnf = dnf;
    }

    /** Names of held packages; none where the plugin is missing. */
    List<String> names() {
        try {
            return dnf.locks(false);
        } catch (InvocationError e) {
            return List.of();
        }
    }

    @Fn(name = "get_locked_packages", doc = "Another name of pkg.list_holds.")
    @Fn(doc = """
            Return the packages that are held.

            pattern: accepted as Salt accepts it
            full: with their versions
            """)
    public List<Object> listHolds(@Arg(dflt = "None") @Nullable Object pattern, @Arg(dflt = "True") boolean full) {
        return new ArrayList<>(dnf.locks(full));
    }

    @Fn(doc = """
            Hold packages at their versions.

            name: package name
            pkgs: list of package names
            sources: list of maps from package name to anything
            normalize: accepted as Salt accepts it
            """)
    public Map<String, Object> hold(
            @Arg(dflt = "None") @Nullable String name,
            @Arg(dflt = "None") @Nullable List<Object> pkgs,
            @Arg(dflt = "None") @Nullable List<Object> sources,
            @Arg(dflt = "True") boolean normalize,
            @Arg(rest = true) Map<String, Object> kwargs,
            Call call) {
        List<String> locks = dnf.locks(false);
        Map<String, Object> results = new LinkedHashMap<>();
        for (String target : targets(name, pkgs, sources)) {
            if (locks.contains(target)) {
                results.put(target, result(target, true, null, "already set to be held."));
            } else if (dnf.parts().test()) {
                results.put(target, result(target, null, null, "set to be held."));
            } else {
                boolean done = dnf.run(List.of("versionlock", target)).ok();
                results.put(target, result(target, done, done ? "hold" : null, done ? "now being held." : null));
            }
        }
        results.values().forEach(each -> unable(each, "held"));
        return results;
    }

    @Fn(doc = """
            Let packages be upgraded again.

            name: package name
            pkgs: list of package names
            sources: list of maps from package name to anything
            """)
    public Map<String, Object> unhold(
            @Arg(dflt = "None") @Nullable String name,
            @Arg(dflt = "None") @Nullable List<Object> pkgs,
            @Arg(dflt = "None") @Nullable List<Object> sources,
            @Arg(rest = true) Map<String, Object> kwargs,
            Call call) {
        List<String> names = dnf.locks(false);
        List<String> entries = dnf.isDnf() ? names : dnf.locks(true);
        Map<String, Object> results = new LinkedHashMap<>();
        for (String target : targets(name, pkgs, sources)) {
            List<String> words = new ArrayList<>(List.of("versionlock", "delete"));
            for (int i = 0; i < names.size(); i++) {
                if (names.get(i).equals(target)) {
                    words.add(entries.get(i));
                }
            }
            if (words.size() == 2) {
                results.put(target, result(target, true, null, "not being held."));
            } else if (dnf.parts().test()) {
                results.put(target, result(target, null, null, "set to be unheld."));
            } else {
                boolean done = dnf.run(words).ok();
                results.put(target, result(target, done, done ? "" : null, done ? "no longer held." : null));
            }
        }
        results.values().forEach(each -> unable(each, "unheld"));
        return results;
    }

    private static List<String> targets(
            @Nullable String name, @Nullable List<Object> pkgs, @Nullable List<Object> sources) {
        List<Object> packages = pkgs == null ? List.of() : pkgs;
        List<Object> files = sources == null ? List.of() : sources;
        if ((name == null || name.isEmpty()) && packages.isEmpty() && files.isEmpty()) {
            throw new InvocationError("One of name, pkgs, or sources must be specified.");
        }
        if (!packages.isEmpty() && !files.isEmpty()) {
            throw new InvocationError("Only one of pkgs or sources can be specified.");
        }
        List<Object> given = packages.isEmpty() ? files : packages;
        List<Object> items = given.isEmpty() ? List.of(String.valueOf(name)) : given;
        return items.stream()
                .map(item -> PythonText.str(
                        item instanceof Map<?, ?> map ? map.keySet().iterator().next() : item))
                .toList();
    }

    /** @param now what it is held as afterwards; null when nothing changed */
    private static Map<String, Object> result(
            String name, @Nullable Boolean result, @Nullable String now, @Nullable String comment) {
        Map<String, Object> changes = new LinkedHashMap<>();
        if (now != null) {
            changes.put("new", now);
            changes.put("old", now.isEmpty() ? "hold" : "");
        }
        Map<String, Object> made = new LinkedHashMap<>();
        made.put("name", name);
        made.put("changes", changes);
        made.put("result", result);
        made.put("comment", comment == null ? "" : "Package " + name + " is " + comment);
        return made;
    }

    @SuppressWarnings("unchecked")
    private static void unable(Object each, String what) {
        Map<String, Object> result = (Map<String, Object>) each;
        if (Boolean.FALSE.equals(result.get("result"))) {
            result.put("comment", "Package " + result.get("name") + " was unable to be " + what + ".");
        }
    }
}
