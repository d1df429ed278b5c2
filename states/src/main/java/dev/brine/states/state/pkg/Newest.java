package dev.brine.states.state.pkg;

import dev.brine.engine.call.FunctionError;
import dev.brine.states.state.Args;
import dev.brine.states.state.Result;
import dev.brine.states.state.StateContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** {@code pkg.latest}. */
final class Newest {
    private final StateContext context;
    private final String name;
    private final Args args;

    Newest(StateContext context, String name, Args args) {
        this.context = context;
        this.name = name;
        this.args = args;
    }

    Map<String, Object> run(boolean refresh) {
        if (args.has("sources")) {
            return Result.failed(name, "The \"sources\" parameter is not supported.");
        }
        boolean some = args.value("pkgs") instanceof List<?>;
        if (some && args.list("pkgs").isEmpty()) {
            return Result.same(name, "No packages to install provided");
        }
        List<String> wanted = some
                ? new ArrayList<>(
                        new Packages(context).packed(args.list("pkgs"), true).keySet())
                : List.of(name);
        Map<String, Object> available;
        try {
            Map<String, Object> options = new LinkedHashMap<>();
            options.put("refresh", refresh);
            if (args.has("fromrepo")) {
                options.put("fromrepo", args.value("fromrepo"));
            }
            available = byName(wanted, context.call("pkg.latest_version", new ArrayList<>(wanted), options));
        } catch (FunctionError e) {
            return Result.failed(
                    name,
                    "An error was encountered while checking the newest available version of package(s): "
                            + e.getMessage());
        }
        Map<String, Object> now = byName(wanted, context.call("pkg.version", new ArrayList<>(wanted), Map.of()));
        Map<String, Object> targets = new TreeMap<>();
        List<String> problems = new ArrayList<>();
        for (String pkg : wanted) {
            if (Args.truth(available.get(pkg))) {
                targets.put(pkg, available.get(pkg));
            } else if (!Args.truth(now.get(pkg))) {
                problems.add("No information found for '" + pkg + "'.");
            }
        }
        if (!problems.isEmpty()) {
            return Result.failed(name, String.join(" ", problems));
        }
        if (targets.isEmpty()) {
            return Result.same(name, newest(wanted));
        }
        List<String> same = some
                ? wanted.stream()
                        .filter(pkg -> !targets.containsKey(pkg))
                        .sorted()
                        .toList()
                : List.of();
        return context.test() ? would(targets, same, now) : install(targets, same);
    }

    private static Map<String, Object> byName(List<String> names, @Nullable Object value) {
        if (value instanceof Map) {
            return Packages.map(value);
        }
        Map<String, Object> one = new LinkedHashMap<>();
        one.put(names.get(0), value);
        return one;
    }

    private static String newest(List<String> wanted) {
        if (wanted.size() > 10) {
            return "All " + wanted.size() + " packages are up-to-date.";
        }
        return wanted.size() > 1
                ? "All packages are up-to-date ("
                        + String.join(", ", wanted.stream().sorted().toList()) + ")."
                : "Package " + wanted.get(0) + " is already up-to-date";
    }

    private Map<String, Object> would(Map<String, Object> targets, List<String> same, Map<String, Object> now) {
        String comment = "The following packages would be installed/upgraded: " + String.join(", ", targets.keySet());
        if (!same.isEmpty()) {
            comment += same.size() <= 10
                    ? "\nThe following packages are already up-to-date: "
                            + String.join(
                                    ", ",
                                    same.stream()
                                            .map(pkg -> pkg + " (" + now.get(pkg) + ")")
                                            .toList())
                    : "\n" + same.size() + " packages are already up-to-date";
        }
        return Result.would(name, Map.of(), comment);
    }

    private Map<String, Object> install(Map<String, Object> targets, List<String> same) {
        Map<String, Object> options = new LinkedHashMap<>();
        args.all().forEach((key, value) -> {
            if (!List.of("name", "watch_flags").contains(key) && value != null) {
                options.put(key, value);
            }
        });
        options.put("refresh", false);
        options.put("pkgs", new ArrayList<Object>(targets.keySet()));
        Map<String, Object> changes;
        try {
            changes = Packages.map(context.call("pkg.install", List.of(), options));
        } catch (FunctionError e) {
            return Result.failed(name, "An error was encountered while installing package(s): " + e.getMessage());
        }
        String already = same.size() <= 10
                ? "The following packages were already up-to-date: " + String.join(", ", same)
                : same.size() + " packages were already up-to-date ";
        if (changes.isEmpty()) {
            return Result.failed(name, stuck(targets) + (same.isEmpty() ? "" : " " + already));
        }
        List<String> failed = targets.keySet().stream()
                .filter(pkg -> !arrived(changes.get(pkg), targets.get(pkg)))
                .toList();
        List<String> good =
                targets.keySet().stream().filter(pkg -> !failed.contains(pkg)).toList();
        List<String> comments = new ArrayList<>();
        if (!failed.isEmpty()) {
            comments.add("The following packages failed to update: " + String.join(", ", failed));
        }
        if (!good.isEmpty()) {
            comments.add("The following packages were successfully installed/upgraded: " + String.join(", ", good));
        }
        if (!same.isEmpty()) {
            comments.add(already);
        }
        return Result.of(name, failed.isEmpty(), changes, String.join(" ", comments));
    }

    private static boolean arrived(@Nullable Object change, @Nullable Object version) {
        Object now = Packages.map(change).get("new");
        return change != null
                && (now == null
                        || "latest".equals(version)
                        || Arrays.asList(now.toString().split(",")).contains(String.valueOf(version)));
    }

    private static String stuck(Map<String, Object> targets) {
        if (targets.size() > 10) {
            return targets.size() + " targeted packages failed to update. See debug log for details.";
        }
        return targets.size() > 1
                ? "The following targeted packages failed to update. See debug log for details: ("
                        + String.join(", ", targets.keySet()) + ")."
                : "Package " + targets.keySet().iterator().next() + " failed to update.";
    }
}
