package dev.brine.states.state.pkg;

import dev.brine.engine.call.FunctionError;
import dev.brine.states.state.Args;
import dev.brine.states.state.Result;
import dev.brine.states.state.StateContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code pkg.installed}. */
final class Installation {
    /** Arguments of the state that the function does not take. */
    private static final Set<String> OWN = Set.of(
            "name",
            "version",
            "refresh",
            "pkgs",
            "sources",
            "skip_suggestions",
            "pkg_verify",
            "normalize",
            "reinstall",
            "hold",
            "allow_updates");

    private final StateContext context;
    private final Packages packages;
    private final String name;
    private final Args args;
    private final List<String> comment = new ArrayList<>();
    private final Map<String, Object> changes = new LinkedHashMap<>();
    private final Map<String, Object> held = new LinkedHashMap<>();
    private boolean good = true;

    Installation(StateContext context, String name, Args args) {
        this.context = context;
        this.packages = new Packages(context);
        this.name = name;
        this.args = args;
    }

    Map<String, Object> run(boolean refresh) {
        boolean some = args.value("pkgs") instanceof List<?>;
        if (some && args.list("pkgs").isEmpty()) {
            return Result.same(name, "No packages to install provided");
        }
        if (some && args.has("sources")) {
            return Result.failed(name, "Only one of \"pkgs\" and \"sources\" is permitted.");
        }
        if (args.flag("pkg_verify", false) && !context.has("pkg.verify")) {
            return Result.failed(name, "pkg.verify not implemented");
        }
        List<Object> wanted = args.has("sources") ? args.list("sources") : args.list("pkgs");
        if (wanted.isEmpty()) {
            Map<String, Object> versioned = new LinkedHashMap<>();
            versioned.put(name, args.value("version"));
            wanted.add(args.has("version") ? versioned : name);
        }
        InstallPlan plan = new InstallPlan.Finder(context, name, args, refresh).find(wanted);
        if (plan.verdict() != null) {
            return heldToo(plan.verdict(), wanted);
        }
        if (context.test()) {
            return would(plan);
        }
        Map<String, Object> failure = install(plan);
        return failure == null ? report(plan) : failure;
    }

    private boolean files() {
        return args.has("sources");
    }

    private String shown(String pkg, Map<String, @Nullable String> wishes) {
        return files() ? pkg : Packages.shown(pkg, wishes.get(pkg));
    }

    /** Nothing to install; the packages may still have to be held. */
    private Map<String, Object> heldToo(Map<String, Object> verdict, List<Object> wanted) {
        if (!args.all().containsKey("hold") || !context.has("pkg.hold")) {
            return verdict;
        }
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("name", name);
        options.put(files() ? "sources" : "pkgs", wanted);
        Map<String, Object> held;
        try {
            held = hold(options);
        } catch (FunctionError e) {
            return Result.failed(name, String.valueOf(e.getMessage()));
        }
        StringBuilder text = new StringBuilder(String.valueOf(verdict.get("comment")));
        Map<String, Object> changed = new LinkedHashMap<>();
        Object result = verdict.get("result");
        for (Map<String, Object> each : ordered(held)) {
            text.append(".\n").append(each.get("comment"));
            result = each.get("result");
            if (Args.truth(each.get("changes"))) {
                changed.put(String.valueOf(each.get("name")), each.get("changes"));
            }
        }
        verdict.put("comment", text.toString());
        verdict.put("result", result);
        verdict.put("changes", changed);
        return verdict;
    }

    private Map<String, Object> hold(Map<String, Object> options) {
        return Packages.map(context.call(args.flag("hold", false) ? "pkg.hold" : "pkg.unhold", List.of(), options));
    }

    /** Those with changes, then those without, then those that failed. */
    private static List<Map<String, Object>> ordered(Map<String, Object> held) {
        List<Map<String, Object>> all =
                held.values().stream().map(Packages::map).toList();
        List<Map<String, Object>> ordered = new ArrayList<>();
        all.stream().filter(each -> Args.truth(each.get("changes"))).forEach(ordered::add);
        all.stream()
                .filter(each -> !Args.truth(each.get("changes")) && Args.truth(each.get("result")))
                .forEach(ordered::add);
        all.stream()
                .filter(each -> !Args.truth(each.get("changes")) && !Args.truth(each.get("result")))
                .forEach(ordered::add);
        return ordered;
    }

    private Map<String, Object> would(InstallPlan plan) {
        if (!plan.targets().isEmpty()) {
            comment.add("The following packages would be installed/updated: "
                    + String.join(", ", plan.targets().keySet()));
            plan.targets().keySet().forEach(pkg -> changes.put(pkg, change("", "installed")));
        }
        if (!plan.unpurge().isEmpty()) {
            comment.add("The following packages would have their selection status changed from 'purge' to 'install': "
                    + String.join(", ", plan.unpurge()));
            plan.unpurge().forEach(pkg -> changes.put(pkg, change("", "installed")));
        }
        if (!plan.again().isEmpty()) {
            List<String> names = plan.again().keySet().stream()
                    .map(pkg -> shown(pkg, plan.again()))
                    .toList();
            comment.add("The following packages would be reinstalled: " + String.join(", ", names));
            names.forEach(pkg -> changes.put(pkg, change("", "installed")));
        }
        return Result.would(name, changes, String.join("\n", comment));
    }

    private static Map<String, Object> change(String old, String now) {
        Map<String, Object> change = new LinkedHashMap<>();
        change.put("new", now);
        change.put("old", old);
        return change;
    }

    /** The state's result when it failed; null when it is to go on. */
    private @Nullable Map<String, Object> install(InstallPlan plan) {
        if (!plan.targets().isEmpty() || !plan.again().isEmpty()) {
            try {
                changes.putAll(Packages.map(context.call("pkg.install", List.of(), options(plan))));
            } catch (FunctionError e) {
                return failed(name, e, "installing");
            }
        }
        if (args.all().containsKey("hold") && context.has("pkg.hold")) {
            try {
                Map<String, Object> options = new LinkedHashMap<>();
                options.put("name", name);
                options.put("pkgs", new ArrayList<Object>(plan.desired().keySet()));
                held.putAll(hold(options));
            } catch (FunctionError e) {
                comment.add(String.valueOf(e.getMessage()));
                return Result.of(name, false, changes, String.join("\n", comment));
            }
        }
        if (!plan.unpurge().isEmpty()) {
            changes.put("purge_desired", context.call("lowpkg.unpurge", new ArrayList<>(plan.unpurge()), Map.of()));
        }
        return null;
    }

    static Map<String, Object> failed(String name, FunctionError e, String what) {
        if (e.info().isEmpty()) {
            return Result.failed(name, "An error was encountered while " + what + " package(s): " + e.getMessage());
        }
        return Result.of(
                name,
                false,
                Packages.map(e.info().get("changes")),
                String.valueOf(e.info().get("comment")));
    }

    private Map<String, Object> options(InstallPlan plan) {
        Map<String, Object> options = new LinkedHashMap<>();
        args.all().forEach((key, value) -> {
            if (!OWN.contains(key) && value != null) {
                options.put(key, value);
            }
        });
        options.put("refresh", plan.refresh());
        options.put("reinstall", !plan.again().isEmpty());
        Map<String, @Nullable String> all = new LinkedHashMap<>(plan.targets());
        all.putAll(plan.again());
        List<Object> list = new ArrayList<>();
        all.forEach((pkg, wish) -> {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put(pkg, wish);
            list.add(one);
        });
        options.put(files() ? "sources" : "pkgs", list);
        return options;
    }

    private Map<String, Object> report(InstallPlan plan) {
        List<String> present = new ArrayList<>();
        List<String> absent = new ArrayList<>();
        if (files()) {
            plan.desired()
                    .keySet()
                    .forEach(pkg ->
                            (plan.targets().containsKey(pkg) && !changes.containsKey(pkg) ? absent : present).add(pkg));
        } else {
            verify(plan.desired(), present, absent);
        }
        List<String> done = present.stream().filter(plan.targets()::containsKey).toList();
        List<String> before = present.stream()
                .filter(pkg -> !plan.targets().containsKey(pkg) && !plan.again().containsKey(pkg))
                .toList();
        List<String> failed =
                absent.stream().filter(plan.targets()::containsKey).toList();
        if (!done.isEmpty()) {
            String names = names(done, plan);
            comment.add(
                    names.length() < 20
                            ? "The following packages were installed/updated: " + names
                            : counted(done.size()) + " installed/updated.");
        }
        List<Map<String, Object>> holds = ordered(held);
        holds.stream().filter(each -> Args.truth(each.get("changes"))).forEach(this::held);
        if (!before.isEmpty()) {
            comment.add(
                    before.size() <= 20
                            ? "The following packages were already installed: " + names(before, plan)
                            : counted(before.size()) + " already installed");
        }
        holds.stream().filter(each -> !Args.truth(each.get("changes"))).forEach(each -> {
            comment.add(String.valueOf(each.get("comment")));
            good &= Args.truth(each.get("result"));
        });
        if (!failed.isEmpty()) {
            comment.add(0, "The following packages failed to install/update: " + names(failed, plan));
            good = false;
        }
        plan.again().keySet().forEach(pkg -> {
            boolean again = changes.containsKey(pkg);
            comment.add(
                    again
                            ? "Package " + shown(pkg, plan.desired()) + " was reinstalled."
                            : "Reinstall was not successful for package " + shown(pkg, plan.desired()) + ".");
            good &= again;
        });
        return Result.of(name, good, changes, String.join("\n", comment));
    }

    private String names(List<String> names, InstallPlan plan) {
        return String.join(
                ", ", names.stream().map(pkg -> shown(pkg, plan.desired())).toList());
    }

    private static String counted(int count) {
        return count + " targeted package" + (count > 1 ? "s were" : " was");
    }

    private void held(Map<String, Object> each) {
        comment.add(String.valueOf(each.get("comment")));
        String pkg = String.valueOf(each.get("name"));
        Map<String, Object> hold = Packages.map(each.get("changes"));
        if (changes.get(pkg) instanceof Map<?, ?> change) {
            Map<String, Object> both = Packages.map(change);
            for (String key : List.of("new", "old")) {
                String text = String.valueOf(both.getOrDefault(key, ""));
                both.put(key, (text.isEmpty() ? "" : text + "\n") + Args.python(hold.get(key)));
            }
            changes.put(pkg, both);
        } else {
            Map<String, Object> change = new LinkedHashMap<>();
            change.put("new", Args.python(hold.get("new")));
            changes.put(pkg, change);
        }
    }

    private void verify(Map<String, @Nullable String> desired, List<String> present, List<String> absent) {
        Map<String, List<Object>> now = packages.installed();
        desired.forEach((pkg, wish) -> {
            List<Object> versions = now.getOrDefault(pkg, List.of());
            boolean any = wish == null || wish.isEmpty() || wish.equals("latest");
            boolean there = !versions.isEmpty()
                    && (any
                            || (wish.endsWith("*")
                                    && String.valueOf(versions.get(0)).startsWith(wish.substring(0, wish.length() - 1)))
                            || packages.fulfilled(versions, wish, args.value("ignore_epoch"), false));
            (there ? present : absent).add(pkg);
        });
    }
}
