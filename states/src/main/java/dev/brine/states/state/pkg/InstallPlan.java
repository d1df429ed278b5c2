package dev.brine.states.state.pkg;

import dev.brine.engine.call.FunctionError;
import dev.brine.states.state.Args;
import dev.brine.states.state.Result;
import dev.brine.states.state.StateContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code pkg.installed} has to do.
 *
 * @param verdict the state's result when there is nothing to do, or nothing can be done; null otherwise
 * @param desired all wanted packages with their versions, or with their files
 * @param targets those that are missing or have another version
 * @param unpurge those that are marked to be purged
 * @param again those that are to be installed once more
 * @param refresh whether the package lists are still to be fetched
 */
record InstallPlan(
        @Nullable Map<String, Object> verdict,
        Map<String, @Nullable String> desired,
        Map<String, @Nullable String> targets,
        List<String> unpurge,
        Map<String, @Nullable String> again,
        boolean refresh) {

    /** Finds it out. */
    static final class Finder {
        private final StateContext context;
        private final Packages packages;
        private final String name;
        private final Args args;
        private final boolean files;
        private boolean refresh;

        Finder(StateContext context, String name, Args args, boolean refresh) {
            this.context = context;
            this.packages = new Packages(context);
            this.name = name;
            this.args = args;
            this.files = args.has("sources");
            this.refresh = refresh;
        }

        InstallPlan find(List<Object> wanted) {
            Map<String, List<Object>> now = packages.installed();
            Map<String, @Nullable String> desired = packages.packed(wanted, args.flag("normalize", true));
            List<String> unpurge = new ArrayList<>(desired.keySet());
            unpurge.retainAll(packages.purgeDesired().keySet());
            unpurge.removeIf(pkg -> !context.has("lowpkg.unpurge"));
            Map<String, Object> unknown = files ? null : unknown(desired, now);
            if (unknown != null) {
                return verdict(unknown, desired);
            }
            if (!files) {
                resolveLatest(desired, now);
            }
            Map<String, @Nullable String> targets = new LinkedHashMap<>();
            Map<String, @Nullable String> again = new LinkedHashMap<>();
            List<String> problems = new ArrayList<>();
            boolean versioned = false;
            for (Map.Entry<String, @Nullable String> each : desired.entrySet()) {
                String pkg = each.getKey();
                String wish = each.getValue();
                List<Object> versions = now.getOrDefault(pkg, List.of());
                if (versions.isEmpty()) {
                    targets.put(pkg, wish);
                } else if (args.flag("reinstall", false)) {
                    again.put(pkg, wish);
                } else if (wish != null) {
                    try {
                        String version = files ? fileVersion(wish) : wish;
                        versioned = true;
                        if (!packages.fulfilled(
                                versions,
                                version,
                                args.value("ignore_epoch"),
                                !files && args.flag("allow_updates", false))) {
                            targets.put(pkg, wish);
                        }
                    } catch (FunctionError e) {
                        problems.add(String.valueOf(e.getMessage()));
                    }
                }
            }
            if (!problems.isEmpty()) {
                return verdict(Result.failed(name, String.join(" ", problems)), desired);
            }
            if (targets.isEmpty() && unpurge.isEmpty() && again.isEmpty()) {
                String at = versioned && !files ? " and are at the desired version" : "";
                return verdict(Result.same(name, "All specified packages are already installed" + at), desired);
            }
            return new InstallPlan(null, desired, targets, unpurge, again, refresh);
        }

        private InstallPlan verdict(Map<String, Object> result, Map<String, @Nullable String> desired) {
            return new InstallPlan(result, desired, Map.of(), List.of(), Map.of(), refresh);
        }

        private String fileVersion(String source) {
            Object cached = source.startsWith("/")
                    ? source
                    : context.call("cp.cache_file", List.of(source), Map.of("saltenv", context.saltenv()));
            if (!Args.truth(cached)) {
                throw new FunctionError("Unable to cache " + source + ": file not found");
            }
            Map<String, Object> info =
                    Packages.map(context.call("lowpkg.bin_pkg_info", List.of(String.valueOf(cached)), Map.of()));
            return String.valueOf(info.get("version"));
        }

        /** Salt 3006: some tools can tell which of the wanted packages do not exist, and what has a similar name. */
        private @Nullable Map<String, Object> unknown(
                Map<String, @Nullable String> desired, Map<String, List<Object>> now) {
            if (args.flag("skip_suggestions", false) || !context.has("pkg.check_db")) {
                return null;
            }
            List<Object> missing = new ArrayList<>();
            desired.forEach((pkg, wish) -> {
                List<Object> versions = now.get(pkg);
                if (versions == null
                        || (wish != null && !packages.fulfilled(versions, wish, args.value("ignore_epoch"), false))) {
                    missing.add(pkg);
                }
            });
            if (missing.isEmpty()) {
                return null;
            }
            List<String> none = new ArrayList<>();
            List<String> comments = new ArrayList<>();
            Packages.map(context.call("pkg.check_db", missing, Map.of())).forEach((pkg, facts) -> {
                Map<String, Object> known = Packages.map(facts);
                List<Object> similar = Args.list(known.get("suggestions"));
                if (Boolean.FALSE.equals(known.get("found")) && similar.isEmpty()) {
                    none.add(pkg);
                } else if (Boolean.FALSE.equals(known.get("found"))) {
                    comments.add("Package '" + pkg + "' not found (possible matches: "
                            + String.join(
                                    ", ", similar.stream().map(String::valueOf).toList()) + ")");
                }
            });
            if (!none.isEmpty()) {
                comments.add(
                        0,
                        "The following package(s) were not found, and no possible matches were found in the package db: "
                                + String.join(", ", none.stream().sorted().toList()));
            }
            if (comments.isEmpty()) {
                return null;
            }
            String end = comments.size() > 1 ? "." : "";
            return Result.failed(name, String.join(". ", comments) + end);
        }

        private void resolveLatest(Map<String, @Nullable String> desired, Map<String, List<Object>> now) {
            List<Object> names = new ArrayList<>();
            desired.forEach((pkg, wish) -> {
                if ("latest".equals(wish)) {
                    names.add(pkg);
                }
            });
            if (names.isEmpty()) {
                return;
            }
            Map<String, Object> options = new LinkedHashMap<>();
            options.put("refresh", refresh);
            if (args.has("fromrepo")) {
                options.put("fromrepo", args.value("fromrepo"));
            }
            Object found = context.call("pkg.latest_version", names, options);
            Map<String, Object> latest = found instanceof Map ? Packages.map(found) : new LinkedHashMap<>();
            if (!(found instanceof Map)) {
                latest.put(String.valueOf(names.get(0)), found);
            }
            refresh = false;
            latest.forEach((pkg, version) -> {
                List<Object> versions = now.getOrDefault(pkg, List.of());
                Object installed = versions.isEmpty() ? null : versions.get(versions.size() - 1);
                Object wish = Args.truth(version) ? version : installed;
                desired.put(pkg, wish == null ? null : wish.toString());
            });
        }
    }
}
