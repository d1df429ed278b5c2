package dev.brine.engine.modules.pkg;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.InvocationError;
import dev.brine.engine.call.Module;
import dev.brine.engine.data.Glob;
import dev.brine.engine.modules.host.CommandRunner;
import dev.brine.engine.modules.host.Failure;
import dev.brine.engine.modules.host.PythonText;
import dev.brine.engine.modules.host.Truth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code pkg} on Red Hat and its kin: installing, upgrading and removing. Each returns old and new version by package. */
@Module("pkg")
public final class DnfChanges {
    private final Dnf dnf;
    private final DnfModule offers;
    private final DnfHolds holds;

    DnfChanges(Dnf dnf, DnfModule offers, DnfHolds holds) {
        this.dnf = dnf;
        this.offers = offers;
        this.holds = holds;
    }

    @Fn(doc = """
            Install packages and return what changed: old and new version by package.

            name: package name, or several with commas between them
            refresh: fetch what repositories offer first
            skip_verify: do not check signatures
            pkgs: list of package names, or of maps from name to version
            sources: list of maps from package name to a package file: a path, salt:// or http(s)://
            downloadonly: only fetch
            reinstall: also what is installed
            normalize: strip the architecture off names
            update_holds: also what is held
            saltenv: environment of the file server
            ignore_epoch: compare versions without the part before the colon
            version: the wanted version, or a comparison like >=1.2
            fromrepo, enablerepo, disablerepo, disableexcludes, setopt: as dnf has them
            """)
    public Map<String, Object> install(
            @Arg(dflt = "None") @Nullable String name,
            @Arg(dflt = "False") boolean refresh,
            @Arg(dflt = "False") boolean skipVerify,
            @Arg(dflt = "None") @Nullable List<Object> pkgs,
            @Arg(dflt = "None") @Nullable List<Object> sources,
            @Arg(dflt = "False") boolean downloadonly,
            @Arg(dflt = "False") boolean reinstall,
            @Arg(dflt = "True") boolean normalize,
            @Arg(dflt = "False") boolean updateHolds,
            @Arg(dflt = "'base'") String saltenv,
            @Arg(dflt = "False") boolean ignoreEpoch,
            @Arg(rest = true) Map<String, Object> kwargs,
            Call call) {
        if (refresh) {
            dnf.refresh(kwargs);
        }
        Targets targets = targets(name, pkgs, sources, normalize, call);
        if (targets.isEmpty()) {
            return new LinkedHashMap<>();
        }
        Map<String, Object> before = dnf.installed();
        DnfPlan plan = new DnfPlan(dnf, offers, reinstall, ignoreEpoch, kwargs);
        Object version = kwargs.get("version");
        boolean one = Truth.of(version)
                && (pkgs == null || pkgs.isEmpty())
                && targets.packages().size() == 1;
        targets.packages()
                .forEach((pkg, wanted) -> plan.add(pkg, one && wanted == null ? PythonText.str(version) : wanted));
        targets.files().forEach(plan::file);
        List<String> options = new ArrayList<>(Dnf.options(kwargs));
        if (skipVerify) {
            options.add("--nogpgcheck");
        }
        if (downloadonly) {
            options.add("--downloadonly");
        }
        List<String> errors = new ArrayList<>(plan.errors());
        List<String> held = new ArrayList<>();
        List<String> locked = holds.names();
        boolean best = dnf.program().equals("dnf");
        act(
                "install",
                best ? List.of("--best", "--allowerasing") : List.of(),
                options,
                plan.installs(),
                updateHolds,
                locked,
                held,
                errors,
                call);
        act("downgrade", List.of(), options, plan.downgrades(), updateHolds, locked, held, errors, call);
        act("reinstall", List.of(), options, plan.reinstalls(), updateHolds, locked, held, errors, call);
        Map<String, Object> after = dnf.installed();
        Map<String, Object> changes = PackageLists.changes(before, after);
        for (String again : plan.reinstalls().keySet()) {
            changes.put(again, PackageLists.change(before.getOrDefault(again, ""), after.getOrDefault(again, "")));
        }
        if (!held.isEmpty()) {
            errors.add("The following package(s) could not be updated because they are being held: "
                    + String.join(", ", held)
                    + ". Set 'update_holds' to True to temporarily unhold these packages so that they can be updated.");
        }
        return done("installing" + (plan.reinstalls().isEmpty() ? "" : "/reinstalling"), errors, changes);
    }

    private Targets targets(
            @Nullable String name,
            @Nullable List<Object> pkgs,
            @Nullable List<Object> sources,
            boolean normalize,
            Call call) {
        return Targets.of(name, pkgs, sources, word -> normalize ? dnf.rpm().normal(word) : word, call);
    }

    private void act(
            String action,
            List<String> lead,
            List<String> options,
            Map<String, String> targets,
            boolean updateHolds,
            List<String> locked,
            List<String> held,
            List<String> errors,
            Call call) {
        List<Object> released = new ArrayList<>();
        List<String> chosen = new ArrayList<>();
        targets.forEach((name, target) -> {
            if (!locked.contains(name)) {
                chosen.add(target);
            } else if (updateHolds) {
                released.add(name);
                chosen.add(target);
            } else {
                held.add(name);
            }
        });
        if (chosen.isEmpty()) {
            return;
        }
        if (!released.isEmpty()) {
            holds.unhold(null, released, null, Map.of(), call);
        }
        List<String> words = new ArrayList<>(List.of("-y"));
        words.addAll(lead);
        words.addAll(options);
        words.add(action);
        if (action.equals("install") && dnf.program().equals("dnf5")) {
            words.addAll(List.of("--best", "--allowerasing"));
        }
        words.addAll(chosen);
        CommandRunner.Result result = dnf.run(words, true);
        if (!result.ok()) {
            errors.add(result.stdout());
        }
        if (!released.isEmpty()) {
            holds.hold(null, released, null, true, Map.of(), call);
        }
    }

    private static Map<String, Object> done(String what, List<String> errors, Map<String, Object> changes) {
        if (errors.isEmpty()) {
            return changes;
        }
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("errors", new ArrayList<Object>(errors));
        info.put("changes", changes);
        throw Failure.with("Error occurred " + what + " package(s)", info);
    }

    @Fn(doc = """
            Upgrade packages as pkg.upgrade does, but leave those alone that others take the place of.

            name, pkgs, refresh, skip_verify, normalize, minimal, obsoletes: as there
            """)
    public Map<String, Object> update(
            @Arg(dflt = "None") @Nullable String name,
            @Arg(dflt = "None") @Nullable List<Object> pkgs,
            @Arg(dflt = "True") boolean refresh,
            @Arg(dflt = "False") boolean skipVerify,
            @Arg(dflt = "True") boolean normalize,
            @Arg(dflt = "False") boolean minimal,
            @Arg(dflt = "False") boolean obsoletes,
            @Arg(rest = true) Map<String, Object> kwargs,
            Call call) {
        return upgrade(name, pkgs, refresh, skipVerify, normalize, minimal, obsoletes, kwargs, call);
    }

    @Fn(doc = """
            Upgrade packages and return what changed: old and new version by package.

            name: package name, or several with commas between them; all packages without any
            pkgs: list of package names
            refresh: fetch what repositories offer first
            skip_verify: do not check signatures
            normalize: strip the architecture off names
            minimal: only as far as is needed
            obsoletes: also replace packages by those that take their place
            fromrepo, enablerepo, disablerepo, disableexcludes, setopt: as dnf has them; further arguments are passed on to it
            """)
    public Map<String, Object> upgrade(
            @Arg(dflt = "None") @Nullable String name,
            @Arg(dflt = "None") @Nullable List<Object> pkgs,
            @Arg(dflt = "True") boolean refresh,
            @Arg(dflt = "False") boolean skipVerify,
            @Arg(dflt = "True") boolean normalize,
            @Arg(dflt = "False") boolean minimal,
            @Arg(dflt = "True") boolean obsoletes,
            @Arg(rest = true) Map<String, Object> kwargs,
            Call call) {
        Map<String, Object> options = new LinkedHashMap<>(kwargs);
        if (dnf.isDnf() && !obsoletes) {
            List<Object> settings = new ArrayList<>(Dnf.settings(kwargs.get("setopt")).stream()
                    .filter(setting -> !setting.startsWith("obsoletes="))
                    .toList());
            settings.add("obsoletes=False");
            options.put("setopt", settings);
        }
        if (refresh) {
            dnf.refresh(options);
        }
        Map<String, Object> before = dnf.installed();
        List<String> words = new ArrayList<>(List.of("--quiet", "-y"));
        words.addAll(Dnf.furtherOptions(options));
        if (skipVerify) {
            words.add("--nogpgcheck");
        }
        String verb = obsoletes || dnf.isDnf() ? "upgrade" : "update";
        words.add(verb + (minimal ? "-minimal" : ""));
        words.addAll(targets(name, pkgs, null, normalize, call).packages().keySet());
        CommandRunner.Result result = dnf.run(words);
        Map<String, Object> changes = PackageLists.changes(before, dnf.installed());
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

    @Fn(doc = """
            Remove packages and return what changed.

            name: package name or pattern, or several with commas between them
            pkgs: list of package names, or of maps from name to version
            """)
    public Map<String, Object> remove(
            @Arg(dflt = "None") @Nullable String name,
            @Arg(dflt = "None") @Nullable List<Object> pkgs,
            @Arg(rest = true) Map<String, Object> kwargs,
            Call call) {
        if ((name == null || name.isEmpty()) && (pkgs == null || pkgs.isEmpty())) {
            throw new InvocationError("No packages are named: give name or pkgs");
        }
        Map<String, Object> before = dnf.installed();
        List<String> words = new ArrayList<>(List.of("-y", "remove"));
        Targets.of(name, pkgs, null, word -> word, call).packages().forEach((pkg, version) -> {
            Glob glob = Glob.of(pkg);
            before.forEach((installed, versions) -> {
                boolean meant = pkg.contains("*") ? glob.test(installed) : pkg.equals(installed);
                if (meant && version == null) {
                    words.add(installed);
                } else if (meant
                        && Arrays.asList(String.valueOf(versions).split(",")).contains(version)) {
                    words.add(DnfPlan.exact(installed, Wanted.plain(version)));
                }
            });
        });
        if (words.size() == 2) {
            return new LinkedHashMap<>();
        }
        CommandRunner.Result result = dnf.run(words);
        List<String> errors = result.ok() || result.stderr().isEmpty() ? List.of() : List.of(result.stderr());
        return done("removing", errors, PackageLists.changes(before, dnf.installed()));
    }

    @Fn(doc = """
            The same as remove: no configuration is left here.

            name: package name or pattern, or several with commas between them
            pkgs: list of package names, or of maps from name to version
            """)
    public Map<String, Object> purge(
            @Arg(dflt = "None") @Nullable String name,
            @Arg(dflt = "None") @Nullable List<Object> pkgs,
            @Arg(rest = true) Map<String, Object> kwargs,
            Call call) {
        return remove(name, pkgs, kwargs, call);
    }
}
