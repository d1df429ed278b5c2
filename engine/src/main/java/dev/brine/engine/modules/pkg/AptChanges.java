package dev.brine.engine.modules.pkg;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.Module;
import dev.brine.engine.modules.host.CommandRunner;
import dev.brine.engine.modules.host.Failure;
import dev.brine.engine.modules.host.PythonText;
import dev.brine.engine.modules.host.Truth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** {@code pkg} on Debian and its kin: installing, removing, upgrading. Each returns what changed, by package: old and new version. */
@Module("pkg")
public final class AptChanges {
    private final Apt apt;
    private final AptSelections selections;

    AptChanges(Apt apt, AptSelections selections) {
        this.apt = apt;
        this.selections = selections;
    }

    @Fn(doc = """
            Install packages and return what changed: old and new version by package.

            name: package name, or several with commas between them
            refresh: fetch the package lists first
            fromrepo: a release to install from
            skip_verify: do not check signatures
            debconf: accepted as Salt accepts it
            pkgs: list of package names, or of maps from name to version
            sources: list of maps from package name to a package file: a path, salt:// or http(s)://
            reinstall: also what is installed
            downloadonly: only fetch
            ignore_epoch: compare versions without the part before the colon
            version: the wanted version, or a comparison like >=1.2
            force_yes, force_conf_new, install_recommends, only_upgrade, cache_valid_time: as apt-get has them
            """)
    public Map<String, Object> install(
            @Arg(dflt = "None") @Nullable String name,
            @Arg(dflt = "False") boolean refresh,
            @Arg(dflt = "None") @Nullable String fromrepo,
            @Arg(dflt = "False") boolean skipVerify,
            @Arg(dflt = "None") @Nullable Object debconf,
            @Arg(dflt = "None") @Nullable List<Object> pkgs,
            @Arg(dflt = "None") @Nullable List<Object> sources,
            @Arg(dflt = "False") boolean reinstall,
            @Arg(dflt = "False") boolean downloadonly,
            @Arg(dflt = "False") boolean ignoreEpoch,
            @Arg(rest = true) Map<String, Object> kwargs,
            Call call) {
        Targets targets = Targets.of(name, pkgs, sources, apt::normal, call);
        if (targets.isEmpty()) {
            return new LinkedHashMap<>();
        }
        Object version = kwargs.get("version");
        AptPlan plan = new AptPlan(apt, apt.installed(call), reinstall, ignoreEpoch);
        if (targets.files().isEmpty()) {
            boolean one = Truth.of(version)
                    && (pkgs == null || pkgs.isEmpty())
                    && targets.packages().size() == 1;
            plan.packages(targets.packages(), one ? PythonText.str(version) : null);
        } else {
            targets.files().forEach(plan::file);
        }
        List<List<String>> commands = plan.commands(prefix(fromrepo, skipVerify, targets, kwargs), downloadonly);
        if (commands.isEmpty()) {
            return done("installing", plan.errors(), new LinkedHashMap<>());
        }
        if (refresh && worthRefreshing(name, pkgs, version, call)) {
            apt.refresh(kwargs.get("cache_valid_time") instanceof Number n ? n.longValue() : 0, false);
        }
        List<Object> held = selections.held(plan.names());
        if (!held.isEmpty()) {
            selections.unhold(null, held, null, Map.of(), call);
        }
        Map<String, Object> before = apt.installed(call);
        for (List<String> command : commands) {
            failures(apt.change(command, environment(kwargs)), plan.errors());
        }
        apt.forget(call);
        Map<String, Object> after = apt.installed(call);
        Map<String, Object> changes = PackageLists.changes(before, after);
        for (String again : plan.reinstalled()) {
            changes.put(again, PackageLists.change(before.getOrDefault(again, ""), after.getOrDefault(again, "")));
        }
        if (!held.isEmpty()) {
            selections.hold(null, held, null, Map.of(), call);
        }
        return done("installing", plan.errors(), changes);
    }

    /** Salt 3006: what the lists on disk offer as newest needs no refresh when just that is asked for. */
    private boolean worthRefreshing(
            @Nullable String name, @Nullable List<Object> pkgs, @Nullable Object version, Call call) {
        if (pkgs != null && !pkgs.isEmpty()) {
            return pkgs.stream()
                    .anyMatch(pkg -> !(pkg instanceof Map<?, ?> map)
                            || map.entrySet().stream()
                                    .anyMatch(e -> !apt.newer(String.valueOf(e.getKey()), null, true, call)
                                            .equals(e.getValue())));
        }
        return name == null
                || !Truth.of(version)
                || !apt.newer(name, null, true, call).equals(PythonText.str(version));
    }

    private static List<String> prefix(
            @Nullable String fromrepo, boolean skipVerify, Targets targets, Map<String, Object> kwargs) {
        List<String> words = new ArrayList<>(List.of("apt-get", "-q", "-y"));
        if (Truth.of(kwargs.get("force_yes"))) {
            words.add("--force-yes");
        }
        words.addAll(configuration(kwargs));
        if (kwargs.containsKey("install_recommends")) {
            words.add(Truth.of(kwargs.get("install_recommends")) ? "--install-recommends" : "--no-install-recommends");
        }
        if (Truth.of(kwargs.get("only_upgrade"))) {
            words.add("--only-upgrade");
        }
        if (skipVerify) {
            words.add("--allow-unauthenticated");
        }
        Object release = fromrepo == null || fromrepo.isEmpty() ? kwargs.get("repo") : fromrepo;
        if (Truth.of(release) && targets.files().isEmpty()) {
            words.addAll(List.of("-t", String.valueOf(release)));
        }
        words.add("install");
        return words;
    }

    private static List<String> configuration(Map<String, Object> kwargs) {
        return Truth.of(kwargs.get("force_conf_new"))
                ? List.of("-o", "DPkg::Options::=--force-confnew")
                : List.of("-o", "DPkg::Options::=--force-confold", "-o", "DPkg::Options::=--force-confdef");
    }

    @Fn(doc = """
            Remove packages, keep their configuration, and return what changed.

            name: package name, or several with commas between them
            pkgs: list of package names
            """)
    public Map<String, Object> remove(
            @Arg(dflt = "None") @Nullable String name,
            @Arg(dflt = "None") @Nullable List<Object> pkgs,
            @Arg(rest = true) Map<String, Object> kwargs,
            Call call) {
        return uninstall("remove", name, pkgs, kwargs, call);
    }

    @Fn(doc = """
            Remove packages with their configuration, and return what changed: installed and removed.

            name: package name, or several with commas between them
            pkgs: list of package names
            """)
    public Map<String, Object> purge(
            @Arg(dflt = "None") @Nullable String name,
            @Arg(dflt = "None") @Nullable List<Object> pkgs,
            @Arg(rest = true) Map<String, Object> kwargs,
            Call call) {
        return uninstall("purge", name, pkgs, kwargs, call);
    }

    private Map<String, Object> uninstall(
            String action, @Nullable String name, @Nullable List<Object> pkgs, Map<String, Object> kwargs, Call call) {
        boolean purge = action.equals("purge");
        Map<String, Object> before = apt.installed(call);
        Map<String, Object> left = PackageLists.shown(apt.known(call).removed(), false);
        Set<String> targets = new LinkedHashSet<>();
        Targets wanted = Targets.of(name, pkgs, null, apt::normal, call);
        wanted.packages().keySet().stream().filter(before::containsKey).forEach(targets::add);
        if (purge) {
            wanted.packages().keySet().stream().filter(left::containsKey).forEach(targets::add);
        }
        if (targets.isEmpty()) {
            return new LinkedHashMap<>();
        }
        List<String> command = new ArrayList<>(List.of("apt-get", "-q", "-y", action));
        command.addAll(targets);
        List<String> errors = new ArrayList<>();
        failures(apt.change(command, environment(kwargs)), errors);
        apt.forget(call);
        Map<String, Object> changes = PackageLists.changes(before, apt.installed(call));
        if (purge) {
            Map<String, Object> both = new LinkedHashMap<>();
            both.put(
                    "removed",
                    PackageLists.changes(
                            left, PackageLists.shown(apt.known(call).removed(), false)));
            both.put("installed", changes);
            changes = both;
        }
        return done("removing", errors, changes);
    }

    @Fn(doc = """
            Remove packages that were installed for others and are no longer needed.

            list_only: only return their names
            purge: with their configuration
            """)
    public Object autoremove(@Arg(dflt = "False") boolean listOnly, @Arg(dflt = "False") boolean purge, Call call) {
        List<String> command = new ArrayList<>(List.of("apt-get", listOnly ? "--assume-no" : "--assume-yes"));
        if (purge) {
            command.add("--purge");
        }
        command.add("autoremove");
        Map<String, Object> before = listOnly ? Map.of() : apt.installed(call);
        String out = apt.change(command, Map.of()).stdout();
        if (!listOnly) {
            apt.forget(call);
            return PackageLists.changes(before, apt.installed(call));
        }
        Set<String> names = new TreeSet<>();
        boolean found = false;
        for (String line : out.split("\n")) {
            if (found && line.startsWith(" ")) {
                names.addAll(List.of(line.trim().split("\\s+")));
            } else {
                found = line.contains("The following packages will be REMOVED:");
            }
        }
        return new ArrayList<Object>(names);
    }

    @Fn(doc = """
            Upgrade all packages and return what changed: old and new version by package.

            refresh: fetch the package lists first
            dist_upgrade: as dist-upgrade does
            force_yes, force_conf_new, skip_verify, download_only, downloadonly, allow_downgrades, cache_valid_time:
                as apt-get has them
            """)
    public Map<String, Object> upgrade(
            @Arg(dflt = "True") boolean refresh,
            @Arg(dflt = "False") boolean distUpgrade,
            @Arg(rest = true) Map<String, Object> kwargs,
            Call call) {
        if (refresh) {
            apt.refresh(kwargs.get("cache_valid_time") instanceof Number n ? n.longValue() : 0, false);
        }
        List<String> command = new ArrayList<>(List.of("apt-get", "-q", "-y"));
        command.addAll(configuration(kwargs));
        add(command, kwargs, "force_yes", "--force-yes");
        add(command, kwargs, "skip_verify", "--allow-unauthenticated");
        if (Truth.of(kwargs.get("download_only")) || Truth.of(kwargs.get("downloadonly"))) {
            command.add("--download-only");
        }
        add(command, kwargs, "allow_downgrades", "--allow-downgrades");
        command.add(distUpgrade ? "dist-upgrade" : "upgrade");
        Map<String, Object> before = apt.installed(call);
        CommandRunner.Result result = apt.change(command, Map.of());
        apt.forget(call);
        Map<String, Object> changes = PackageLists.changes(before, apt.installed(call));
        if (!result.ok()) {
            Map<String, Object> ran = new LinkedHashMap<>();
            ran.put("pid", result.pid());
            ran.put("retcode", (long) result.retcode());
            ran.put("stdout", result.stdout());
            ran.put("stderr", result.stderr());
            Map<String, Object> info = new LinkedHashMap<>();
            info.put("changes", changes);
            info.put("result", ran);
            throw Failure.with("Problem encountered upgrading packages", info);
        }
        return changes;
    }

    private static void add(List<String> command, Map<String, Object> kwargs, String key, String flag) {
        if (Truth.of(kwargs.get(key))) {
            command.add(flag);
        }
    }

    private static void failures(CommandRunner.Result result, List<String> errors) {
        if (!result.ok() && !result.stderr().isEmpty()) {
            errors.add(result.stderr());
        }
    }

    private static Map<String, Object> environment(Map<String, Object> kwargs) {
        Map<String, Object> environment = new LinkedHashMap<>();
        if (kwargs.get("env") instanceof Map<?, ?> map) {
            map.forEach((key, value) -> environment.put(String.valueOf(key), value));
        }
        return environment;
    }

    private static Map<String, Object> done(String what, List<String> errors, Map<String, Object> changes) {
        if (errors.isEmpty()) {
            return changes;
        }
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("errors", new ArrayList<Object>(errors));
        info.put("changes", changes);
        throw Failure.with("Problem encountered " + what + " package(s)", info);
    }
}
