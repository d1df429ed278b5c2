package dev.brine.states.state.pkg;

import dev.brine.engine.call.FunctionError;
import dev.brine.states.state.Args;
import dev.brine.states.state.Result;
import dev.brine.states.state.StateContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** {@code pkg.removed} and {@code pkg.purged}. */
final class Removal {
    private final StateContext context;
    private final Packages packages;
    private final String name;
    private final Args args;
    private final boolean purge;

    Removal(StateContext context, String name, Args args, boolean purge) {
        this.context = context;
        this.packages = new Packages(context);
        this.name = name;
        this.args = args;
        this.purge = purge;
    }

    Map<String, Object> run() {
        try {
            return remove(purge ? "purge" : "remove");
        } catch (FunctionError e) {
            return Installation.failed(name, e, purge ? "purging" : "removing");
        }
    }

    private Map<String, Object> remove(String action) {
        List<Object> items = args.list("pkgs");
        if (items.isEmpty()) {
            for (String one : name.split(",")) {
                Map<String, Object> versioned = new LinkedHashMap<>();
                versioned.put(one, args.value("version"));
                items.add(versioned);
            }
        }
        Map<String, @Nullable String> wanted = packages.packed(items, args.flag("normalize", true));
        TreeSet<String> targets = new TreeSet<>();
        Map<String, List<Object>> now = packages.installed();
        boolean versioned = false;
        for (Map.Entry<String, @Nullable String> each : wanted.entrySet()) {
            List<Object> versions = now.getOrDefault(each.getKey(), List.of());
            String wish = each.getValue();
            versioned |= wish != null && !versions.isEmpty();
            if (!versions.isEmpty()
                    && (wish == null || packages.fulfilled(versions, wish, args.value("ignore_epoch"), false))) {
                targets.add(each.getKey());
            }
        }
        if (targets.isEmpty() && !purge) {
            String which = versioned ? " (matching specified versions)" : "";
            return Result.same(name, "All specified packages" + which + " are already absent");
        }
        if (purge) {
            packages.removed().keySet().stream().filter(wanted::containsKey).forEach(targets::add);
        }
        if (targets.isEmpty()) {
            return Result.same(name, "None of the targeted packages are installed or partially installed");
        }
        if (context.test()) {
            Map<String, Object> changes = new LinkedHashMap<>();
            targets.forEach(pkg -> changes.put(pkg, Map.of("new", action + "d", "old", "")));
            return Result.would(
                    name,
                    changes,
                    "The following packages will be " + action + "d: " + String.join(", ", targets) + ".");
        }
        Map<String, Object> options = new LinkedHashMap<>();
        args.all().forEach((key, value) -> {
            if (!List.of("name", "normalize", "ignore_epoch").contains(key) && value != null) {
                options.put(key, value);
            }
        });
        Map<String, Object> changes = Packages.map(context.call("pkg." + action, List.of(name), options));
        return report(action, wanted, targets, changes);
    }

    private Map<String, Object> report(
            String action, Map<String, @Nullable String> wanted, TreeSet<String> targets, Map<String, Object> changes) {
        Map<String, List<Object>> left = packages.installed();
        TreeSet<String> failed = new TreeSet<>();
        boolean strict = List.of("Suse", "RedHat")
                .contains(String.valueOf(context.grains().get("os_family")));
        wanted.forEach((pkg, wish) -> {
            if (left.containsKey(pkg) && (!strict || wish == null || wish.isEmpty())) {
                failed.add(pkg);
            } else if (left.containsKey(pkg)
                    && left.getOrDefault(pkg, List.of()).contains(wish)) {
                failed.add(pkg + "-" + wish);
            }
        });
        if (purge) {
            packages.removed().keySet().stream().filter(wanted::containsKey).forEach(failed::add);
        }
        if (!failed.isEmpty()) {
            return Result.of(
                    name,
                    false,
                    changes,
                    "The following packages failed to " + action + ": " + String.join(", ", failed) + ".");
        }
        List<String> absent = new ArrayList<>(wanted.keySet().stream().sorted().toList());
        absent.removeAll(targets);
        String comment = absent.isEmpty()
                ? "All targeted packages were " + action + "d."
                : "The following packages were not installed: " + String.join(", ", absent)
                        + " The following packages were " + action + "d: " + String.join(", ", targets) + ".";
        return Result.changed(name, changes, comment);
    }
}
