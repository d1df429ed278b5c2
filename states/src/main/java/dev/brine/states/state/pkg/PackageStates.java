package dev.brine.states.state.pkg;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Module;
import dev.brine.states.state.Args;
import dev.brine.states.state.Result;
import dev.brine.states.state.StateContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code pkg}: packages that are to be installed, newest, or gone. */
@Module("pkg")
public final class PackageStates {
    private final StateContext context;
    private final Refresh refresh;

    public PackageStates(StateContext context) {
        this.context = context;
        this.refresh = new Refresh(context);
    }

    @Fn(doc = """
            Make sure that packages are installed.

            name: package name
            version: the wanted version, or conditions like >=1.2,<2; latest for the newest
            refresh: fetch the package lists first; by default once a run
            pkgs: list of package names, or of maps from name to version
            sources: list of maps from package name to a package file
            hold: keep them from being upgraded; False: let them
            allow_updates: a newer version will do
            reinstall: also when they are installed
            ignore_epoch: compare versions without the part before the colon
            normalize: strip what does not belong to a package's name
            fromrepo, skip_verify, skip_suggestions, pkg_verify, update_holds: as the tool has them
            """)
    public Map<String, Object> installed(
            String name, @Arg(dflt = "None") @Nullable Object refresh, @Arg(rest = true) Map<String, Object> kwargs) {
        return new Installation(context, name, new Args(kwargs)).run(this.refresh.due(refresh));
    }

    @Fn(doc = """
            Make sure that packages are gone; their configuration may stay.

            name: package name
            version: only when it has this version
            pkgs: list of package names, or of maps from name to version
            """)
    public Map<String, Object> removed(String name, @Arg(rest = true) Map<String, Object> kwargs) {
        return new Removal(context, name, new Args(kwargs), false).run();
    }

    @Fn(doc = """
            Make sure that packages are gone with their configuration.

            name: package name
            version: only when it has this version
            pkgs: list of package names, or of maps from name to version
            """)
    public Map<String, Object> purged(String name, @Arg(rest = true) Map<String, Object> kwargs) {
        return new Removal(context, name, new Args(kwargs), true).run();
    }

    @Fn(doc = """
            Make sure that packages are installed in their newest version.

            name: package name
            refresh: fetch the package lists first; by default once a run
            fromrepo: a release to install from
            skip_verify: do not check signatures
            pkgs: list of package names
            """)
    public Map<String, Object> latest(
            String name, @Arg(dflt = "None") @Nullable Object refresh, @Arg(rest = true) Map<String, Object> kwargs) {
        return new Newest(context, name, new Args(kwargs)).run(this.refresh.due(refresh));
    }

    @Fn(doc = """
            Make sure that all packages are in their newest version.

            name: any
            refresh: fetch the package lists first
            pkgs: only these
            """)
    public Map<String, Object> uptodate(
            String name,
            @Arg(dflt = "False") Object refresh,
            @Arg(dflt = "None") @Nullable List<Object> pkgs,
            @Arg(rest = true) Map<String, Object> kwargs) {
        if (!(refresh instanceof Boolean)) {
            return Result.failed(name, "refresh must be either True or False");
        }
        Map<String, Object> expected = new LinkedHashMap<>();
        try {
            Map<String, Object> options = new LinkedHashMap<>(kwargs);
            options.put("refresh", refresh);
            Packages.map(context.call("pkg.list_upgrades", List.of(), options)).forEach((pkg, version) -> {
                if (pkgs == null || pkgs.contains(pkg)) {
                    Map<String, Object> change = new LinkedHashMap<>();
                    change.put("new", version);
                    change.put("old", context.call("pkg.version", List.of(pkg), Map.of()));
                    expected.put(pkg, change);
                }
            });
        } catch (FunctionError e) {
            return Result.failed(name, String.valueOf(e.getMessage()));
        }
        if (expected.isEmpty()) {
            return Result.same(name, "System is already up-to-date");
        }
        if (context.test()) {
            return Result.would(name, expected, "System update will be performed");
        }
        Map<String, Object> changes;
        try {
            Map<String, Object> options = new LinkedHashMap<>(kwargs);
            options.put("refresh", refresh);
            if (pkgs != null) {
                options.put("pkgs", pkgs);
            }
            changes = Packages.map(context.call("pkg.upgrade", List.of(), options));
        } catch (FunctionError e) {
            return e.info().isEmpty()
                    ? Result.failed(name, "An error was encountered while updating packages: " + e.getMessage())
                    : Installation.failed(name, e, "updating");
        }
        List<String> missing = new ArrayList<>(pkgs == null ? List.of() : expected.keySet());
        missing.removeAll(changes.keySet());
        return missing.isEmpty()
                ? Result.changed(name, changes, "Upgrade ran successfully")
                : Result.of(
                        name,
                        false,
                        changes,
                        "The following package(s) failed to update: " + String.join(", ", missing));
    }

    @Fn(doc = """
            Make sure that packages are kept from being upgraded.

            name: package name
            pkgs: list of package names
            replace: let all others be upgraded
            """)
    public Map<String, Object> held(String name, @Arg(rest = true) Map<String, Object> kwargs) {
        return new Holds(context, name).held(new Args(kwargs));
    }

    @Fn(doc = """
            Make sure that packages may be upgraded.

            name: package name
            pkgs: list of package names
            all: all packages
            """)
    public Map<String, Object> unheld(String name, @Arg(rest = true) Map<String, Object> kwargs) {
        return new Holds(context, name).unheld(new Args(kwargs));
    }

    @Fn(doc = """
            Do once more what the state does, as something it watches has changed.

            name: package name
            sfun: the state's function
            """)
    public Map<String, Object> modWatch(String name, @Arg(rest = true) Map<String, Object> kwargs) {
        String function = String.valueOf(kwargs.remove("sfun"));
        kwargs.remove("__reqs__");
        Object wanted = kwargs.remove("refresh");
        return switch (function) {
            case "installed" -> installed(name, wanted, kwargs);
            case "latest" -> latest(name, wanted, kwargs);
            case "removed" -> removed(name, kwargs);
            case "purged" -> purged(name, kwargs);
            default -> Result.failed(name, "pkg." + function + " does not work with the watch requisite");
        };
    }
}
