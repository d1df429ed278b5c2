package dev.brine.engine.modules.pkg;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.InvocationError;
import dev.brine.engine.call.Module;
import dev.brine.engine.modules.host.CommandRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code pkg} on Debian and its kin: what dpkg is to do with packages (install, hold, deinstall, purge). */
@Module("pkg")
public final class AptSelections {
    private static final List<String> STATES = List.of("install", "hold", "deinstall", "purge");

    private final Apt apt;

    AptSelections(Apt apt) {
        this.apt = apt;
    }

    @Fn(doc = """
            Return the packages by what dpkg is to do with them.

            pattern: names or a pattern
            state: only this: install, hold, deinstall or purge
            """)
    public Map<String, Object> getSelections(
            @Arg(dflt = "None") @Nullable String pattern, @Arg(dflt = "None") @Nullable String state) {
        Map<String, List<Object>> all = selections(pattern);
        Map<String, Object> shown = new LinkedHashMap<>();
        if (state == null || state.isEmpty()) {
            shown.putAll(all);
        } else {
            shown.put(state, all.getOrDefault(state, new ArrayList<>()));
        }
        return shown;
    }

    private Map<String, List<Object>> selections(@Nullable String pattern) {
        String names = pattern == null || pattern.isEmpty() ? "*" : pattern;
        return parsed(apt.read("dpkg", "--get-selections", names).stdout());
    }

    private static Map<String, List<Object>> parsed(String lines) {
        Map<String, List<Object>> all = new LinkedHashMap<>();
        for (String line : lines.split("\n")) {
            String[] words = line.trim().split("\\s+");
            if (words.length == 2) {
                all.computeIfAbsent(words[1], s -> new ArrayList<>()).add(words[0]);
            }
        }
        return all;
    }

    /** Those of {@code names} that are held. */
    List<Object> held(List<String> names) {
        List<Object> held = new ArrayList<>(selections(null).getOrDefault("hold", List.of()));
        held.removeIf(name -> !names.contains(String.valueOf(name)));
        return held;
    }

    @Fn(doc = """
            Say what dpkg is to do with packages, and return what changed.

            path: a file with lines of package and state
            selection: map from state (install, hold, deinstall, purge) to a list of packages
            clear: mark all packages to be removed first
            saltenv: environment of the file server for path
            """)
    public Map<String, Object> setSelections(
            @Arg(dflt = "None") @Nullable String path,
            @Arg(dflt = "None") @Nullable Map<String, Object> selection,
            @Arg(dflt = "False") boolean clear,
            @Arg(dflt = "'base'") String saltenv,
            Call call) {
        Map<String, Object> changes = new LinkedHashMap<>();
        if (path != null && selection != null) {
            throw new InvocationError(
                    "The 'selection' and 'path' arguments to pkg.set_selections are mutually exclusive,"
                            + " and cannot be specified together");
        }
        Map<String, ?> wanted = path != null ? fromFile(path, saltenv, call) : selection;
        if (wanted == null || wanted.isEmpty()) {
            return changes;
        }
        List<String> bad =
                wanted.keySet().stream().filter(s -> !STATES.contains(s)).toList();
        if (!bad.isEmpty()) {
            throw new InvocationError("Invalid state(s): " + String.join(", ", bad));
        }
        if (apt.parts().test()) {
            return changes;
        }
        if (clear) {
            CommandRunner.Result result = apt.read("dpkg", "--clear-selections");
            if (!result.ok()) {
                throw new FunctionError("Running dpkg --clear-selections failed: " + result.stderr());
            }
        }
        Map<String, String> now = new LinkedHashMap<>();
        selections(null).forEach((state, packages) -> packages.forEach(pkg -> now.put(String.valueOf(pkg), state)));
        wanted.forEach((state, packages) -> {
            for (Object pkg : packages instanceof List<?> list ? list : List.of(packages)) {
                String name = String.valueOf(pkg);
                if (!state.equals(now.get(name)) && set(name, state)) {
                    Map<String, Object> change = new LinkedHashMap<>();
                    change.put("old", now.get(name));
                    change.put("new", state);
                    changes.put(name, change);
                }
            }
        });
        return changes;
    }

    private boolean set(String name, String state) {
        return apt.parts()
                .host()
                .run(List.of("dpkg", "--set-selections"), Map.of("stdin", name + " " + state))
                .ok();
    }

    private static Map<String, List<Object>> fromFile(String path, String saltenv, Call call) {
        Object cached = call.functions().value(List.of(path), Map.of("saltenv", saltenv), call.nested("cp.cache_file"));
        try {
            return parsed(Files.readString(Path.of(String.valueOf(cached))));
        } catch (IOException e) {
            throw new FunctionError("cannot read the selections " + path + ": " + e.getMessage(), e);
        }
    }

    @Fn(doc = """
            Keep packages from being upgraded.

            name: package name
            pkgs: list of package names
            sources: list of maps whose keys are package names
            """)
    public Map<String, Object> hold(
            @Arg(dflt = "None") @Nullable String name,
            @Arg(dflt = "None") @Nullable List<Object> pkgs,
            @Arg(dflt = "None") @Nullable List<Object> sources,
            @Arg(rest = true) Map<String, Object> kwargs,
            Call call) {
        Map<String, Object> results = new LinkedHashMap<>();
        for (String target : targets(name, pkgs, sources)) {
            boolean held = !selections(target).getOrDefault("hold", List.of()).isEmpty();
            results.put(
                    target,
                    held
                            ? result(target, true, Map.of(), "Package " + target + " is already set to be held.")
                            : change(target, "hold", "is set to be held.", "is now being held.", call));
        }
        return results;
    }

    @Fn(doc = """
            Let held packages be upgraded again.

            name: package name
            pkgs: list of package names
            sources: list of maps whose keys are package names
            """)
    public Map<String, Object> unhold(
            @Arg(dflt = "None") @Nullable String name,
            @Arg(dflt = "None") @Nullable List<Object> pkgs,
            @Arg(dflt = "None") @Nullable List<Object> sources,
            @Arg(rest = true) Map<String, Object> kwargs,
            Call call) {
        Map<String, Object> results = new LinkedHashMap<>();
        for (String target : targets(name, pkgs, sources)) {
            Map<String, List<Object>> states = selections(target);
            Object result;
            if (states.isEmpty()) {
                result = result(target, false, Map.of(), "Package " + target + " does not have a state.");
            } else if (states.getOrDefault("hold", List.of()).isEmpty()) {
                result = result(target, true, Map.of(), "Package " + target + " is already set not to be held.");
            } else {
                result = change(target, "install", "is set not to be held.", "is no longer being held.", call);
            }
            results.put(target, result);
        }
        return results;
    }

    private Map<String, Object> change(String target, String state, String would, String did, Call call) {
        if (apt.parts().test()) {
            return result(target, null, Map.of(), "Package " + target + " " + would);
        }
        Map<String, Object> selection = new LinkedHashMap<>();
        selection.put(state, new ArrayList<Object>(List.of(target)));
        Map<String, Object> changed = setSelections(null, selection, false, "base", call);
        if (!(changed.get(target) instanceof Map<?, ?> changes)) {
            return result(target, false, Map.of(), "dpkg did not take the state " + state + " of package " + target);
        }
        return result(target, true, changes, "Package " + target + " " + did);
    }

    private static Map<String, Object> result(
            String target, @Nullable Boolean outcome, Map<?, ?> changes, String comment) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("name", target);
        result.put("changes", new LinkedHashMap<>(changes));
        result.put("result", outcome);
        result.put("comment", comment);
        return result;
    }

    static List<String> targets(@Nullable String name, @Nullable List<Object> pkgs, @Nullable List<Object> sources) {
        boolean some = pkgs != null && !pkgs.isEmpty();
        boolean files = sources != null && !sources.isEmpty();
        if (some && files) {
            throw new InvocationError("Only one of pkgs or sources can be specified.");
        }
        if (!some && !files && (name == null || name.isEmpty())) {
            throw new InvocationError("One of name, pkgs, or sources must be specified.");
        }
        List<?> items = some ? pkgs : files ? sources : List.of(String.valueOf(name));
        List<String> targets = new ArrayList<>();
        for (Object item : items == null ? List.of() : items) {
            Object one = item instanceof Map<?, ?> map ? map.keySet().iterator().next() : item;
            targets.add(String.valueOf(one));
        }
        return targets;
    }
}
