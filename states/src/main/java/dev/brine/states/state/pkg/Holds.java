package dev.brine.states.state.pkg;

import dev.brine.states.state.Args;
import dev.brine.states.state.Result;
import dev.brine.states.state.StateContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** {@code pkg.held} and {@code pkg.unheld}. */
final class Holds {
    private final StateContext context;
    private final String name;
    private final List<String> comments = new ArrayList<>();
    private final Map<String, Object> changes = new LinkedHashMap<>();
    private boolean good = true;

    Holds(StateContext context, String name) {
        this.context = context;
        this.name = name;
    }

    /** The wanted packages by name; a value is the item as it was written, which may carry a version. */
    private Map<String, Object> wanted(Args args) {
        Map<String, Object> wanted = new LinkedHashMap<>();
        List<Object> items = args.has("pkgs") ? args.list("pkgs") : new ArrayList<>(List.of(name));
        for (Object item : items) {
            Object pkg = item instanceof Map<?, ?> map ? map.keySet().iterator().next() : item;
            wanted.put(Args.python(pkg), item);
        }
        return wanted;
    }

    /** Held packages as the tool tells them; a lock of dnf carries epoch and version. */
    private Set<String> locks() {
        Set<String> locks = new TreeSet<>();
        if (context.has("pkg.list_holds")) {
            for (Object lock : Args.list(context.call("pkg.list_holds", List.of(), Map.of("full", true)))) {
                locks.add(String.valueOf(lock).replaceFirst("^(.+)-(\\d+):(.*)\\.\\*$", "$1"));
            }
        } else {
            Object held = context.call("pkg.get_selections", List.of(), Map.of("state", "hold"));
            Args.list(Packages.map(held).get("hold")).forEach(pkg -> locks.add(String.valueOf(pkg)));
        }
        return locks;
    }

    Map<String, Object> held(Args args) {
        boolean replace = args.flag("replace", false);
        if (args.value("pkgs") instanceof List<?> list && list.isEmpty() && !replace) {
            return Result.same(name, "No packages to be held provided");
        }
        Map<String, Object> wanted = wanted(args);
        Set<String> locks = locks();
        wanted.forEach((pkg, item) -> {
            if (!locks.contains(pkg)) {
                hold(pkg, item);
            }
        });
        if (replace) {
            locks.stream().filter(pkg -> !wanted.containsKey(pkg)).forEach(this::unhold);
        }
        return result();
    }

    private void hold(String pkg, Object item) {
        if (context.test()) {
            Object version =
                    item instanceof Map<?, ?> map ? map.values().iterator().next() : null;
            comments.add("The following package would be held: " + pkg
                    + (Args.truth(version) ? " (version = " + version + ")" : ""));
            return;
        }
        Map<String, Object> done = act("pkg.hold", item);
        boolean held = Args.truth(Packages.map(done.get(pkg)).get("result"));
        comments.add("Package " + pkg + (held ? " is now being held" : " was not held"));
        good &= held;
        changes.putAll(done);
    }

    private void unhold(String pkg) {
        if (context.test()) {
            comments.add("The following package would be unheld: " + pkg);
            return;
        }
        Map<String, Object> done = act("pkg.unhold", pkg);
        Map<String, Object> result = Packages.map(done.get(pkg));
        good &= Args.truth(result.get("result"));
        if (Args.truth(result.get("comment"))) {
            comments.add(String.valueOf(result.get("comment")));
        }
        changes.putAll(done);
    }

    private Map<String, Object> act(String function, Object item) {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("name", name);
        options.put("pkgs", new ArrayList<>(List.of(item)));
        return new TreeMap<>(Packages.map(context.call(function, List.of(), options)));
    }

    Map<String, Object> unheld(Args args) {
        boolean all = args.flag("all", false);
        if (args.value("pkgs") instanceof List<?> list && list.isEmpty() && !all) {
            return Result.same(name, "No packages to be unheld provided");
        }
        Map<String, Object> wanted = wanted(args);
        locks().stream().filter(pkg -> all || wanted.containsKey(pkg)).forEach(this::unhold);
        return result();
    }

    private Map<String, Object> result() {
        String comment = String.join("\n", comments);
        return Result.of(name, good, changes, comment.isEmpty() && changes.isEmpty() ? "No changes made" : comment);
    }
}
