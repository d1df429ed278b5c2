package dev.brine.states.system;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.Module;
import dev.brine.states.state.Args;
import dev.brine.states.state.Result;
import dev.brine.states.state.StateContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code kmod}: kernel modules that are to be loaded, or not. */
@Module("kmod")
public final class KmodStates {
    private final StateContext context;

    public KmodStates(StateContext context) {
        this.context = context;
    }

    /** What became of the modules of one state. */
    private static final class Run {
        final List<String> comments = new ArrayList<>();
        final Map<String, Object> changes = new LinkedHashMap<>();
        final List<String> done = new ArrayList<>();
        final List<String> undone = new ArrayList<>();
        final List<String> failures = new ArrayList<>();
        boolean good = true;

        void tell(List<String> names, String one, String several) {
            if (!names.isEmpty()) {
                String listed = String.join(", ", names);
                comments.add(names.size() == 1 ? one.formatted(listed) : several.formatted(listed));
            }
        }

        /** Takes a function's answer: a list of names, or what went wrong. */
        List<Object> take(String mod, @Nullable Object answer, String change, String verb) {
            if (!(answer instanceof List<?> names)) {
                good = false;
                failures.add("Failed to " + verb + " kernel module " + mod + ": " + Args.python(answer));
                return List.of();
            }
            good &= !names.isEmpty();
            (names.isEmpty() ? undone : done).add(mod);
            names.forEach(each -> changes.put(Args.python(each), change));
            return new ArrayList<>(names);
        }

        Map<String, Object> result(String name) {
            comments.addAll(failures);
            return Result.of(name, good, changes, String.join("\n", comments));
        }
    }

    private List<String> list(boolean persist) {
        return Args.list(context.call("kmod.mod_list", persist ? List.of(true) : List.of(), Map.of())).stream()
                .map(Args::python)
                .toList();
    }

    private static List<String> wanted(String name, @Nullable Object mods) {
        return mods instanceof List<?> list ? list.stream().map(Args::python).toList() : List.of(name);
    }

    @Fn(doc = """
            Make sure that kernel modules are loaded.

            name: the module
            persist: also at the next start
            mods: a list of modules in its place
            """)
    public Map<String, Object> present(
            String name, @Arg(dflt = "False") boolean persist, @Arg(dflt = "None") @Nullable Object mods) {
        List<String> wanted = wanted(name, mods);
        List<String> loaded = new ArrayList<>(list(false));
        if (persist) {
            loaded.retainAll(list(true));
        }
        Run run = new Run();
        run.tell(
                wanted.stream().filter(loaded::contains).toList(),
                "Kernel module %s is already present",
                "Kernel modules %s are already present");
        List<String> missing =
                wanted.stream().filter(each -> !loaded.contains(each)).toList();
        if (missing.isEmpty()) {
            return run.result(name);
        }
        if (context.test()) {
            run.tell(missing, "Kernel module %s is set to be loaded", "Kernel modules %s are set to be loaded");
            return Result.would(name, Map.of(), String.join("\n", run.comments));
        }
        List<Object> known = Args.list(context.call("kmod.available", List.of(), Map.of()));
        List<String> unknown =
                missing.stream().filter(each -> !known.contains(each)).toList();
        run.tell(unknown, "Kernel module %s is unavailable", "Kernel modules %s are unavailable");
        run.good = unknown.isEmpty();
        List<Object> along = new ArrayList<>();
        for (String each : missing) {
            if (along.contains(each)) {
                run.done.add(each);
            } else if (known.contains(each)) {
                Object answer = context.call("kmod.load", List.of(each, persist), Map.of());
                along.addAll(run.take(each, answer, "loaded", "load"));
            }
        }
        run.tell(run.done, "Loaded kernel module %s", "Loaded kernel modules %s");
        run.tell(run.undone, "Failed to load kernel module %s", "Failed to load kernel modules %s");
        return run.result(name);
    }

    @Fn(doc = """
            Make sure that kernel modules are not loaded.

            name: the module
            persist: also at the next start
            comment: make a comment of its line, in place of removing it
            mods: a list of modules in its place
            """)
    public Map<String, Object> absent(
            String name,
            @Arg(dflt = "False") boolean persist,
            @Arg(dflt = "True") boolean comment,
            @Arg(dflt = "None") @Nullable Object mods) {
        List<String> wanted = wanted(name, mods);
        List<String> loaded = new ArrayList<>(list(false));
        if (persist) {
            loaded.addAll(list(true));
        }
        List<String> there = wanted.stream().filter(loaded::contains).toList();
        Run run = new Run();
        if (there.isEmpty()) {
            run.tell(wanted, "Kernel module %s is already removed", "Kernel modules %s are already removed");
            return run.result(name);
        }
        if (context.test()) {
            run.tell(there, "Kernel module %s is set to be removed", "Kernel modules %s are set to be removed");
            return Result.would(name, Map.of(), String.join("\n", run.comments));
        }
        for (String each : there) {
            Object answer = context.call("kmod.remove", List.of(each, persist, comment), Map.of());
            run.take(each, answer, "removed", "remove");
        }
        run.tell(run.done, "Removed kernel module %s", "Removed kernel modules %s");
        run.tell(run.undone, "Failed to remove kernel module %s", "Failed to remove kernel modules %s");
        return run.result(name);
    }
}
