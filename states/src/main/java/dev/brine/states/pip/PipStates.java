package dev.brine.states.pip;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Module;
import dev.brine.states.state.Args;
import dev.brine.states.state.Result;
import dev.brine.states.state.StateContext;
import java.util.List;
import java.util.Map;

/** {@code pip}: Python packages. */
@Module("pip")
public final class PipStates {
    private final StateContext context;

    public PipStates(StateContext context) {
        this.context = context;
    }

    @Fn(doc = """
            Make sure that packages are installed.

            name: the package, with versions such as name>=1,<2
            pkgs: a list of them in its place
            requirements: requirements files in their place
            editable: what to install in editable mode
            bin_env: directory of an environment, or path of its pip or python
            upgrade, ignore_installed, force_reinstall: also where it is there already
            user, cwd, env_vars: how pip is run
            and what pip.install takes
            """)
    public Map<String, Object> installed(String name, @Arg(rest = true) Map<String, Object> kwargs) {
        return new Installed(context, name, new Args(kwargs)).result();
    }

    @Fn(doc = """
            Make sure that a package is not installed.

            name: the package
            requirements: requirements files; what they name goes, too
            bin_env, user, cwd, log, proxy, timeout: how pip is run
            """)
    public Map<String, Object> removed(String name, @Arg(rest = true) Map<String, Object> kwargs) {
        Args args = new Args(kwargs);
        try {
            Map<String, Object> there =
                    PipCalls.map(context, "pip.list", List.of(), PipCalls.chosen(args, "bin_env", "user", "cwd"));
            if (!there.containsKey(name)) {
                return Result.same(name, "Package is not installed.");
            }
        } catch (FunctionError e) {
            return Result.failed(name, "Error uninstalling '" + name + "': " + e.getMessage());
        }
        if (context.test()) {
            return Result.would(name, Map.of(), "Package " + name + " is set to be removed");
        }
        Map<String, Object> options =
                PipCalls.chosen(args, "requirements", "bin_env", "log", "proxy", "timeout", "user", "cwd");
        Map<String, Object> run = PipCalls.map(context, "pip.uninstall", List.of(name), options);
        return PipCalls.good(run)
                ? Result.changed(name, Map.of(name, "Removed"), "Package was successfully removed.")
                : Result.failed(name, "Could not remove package.");
    }

    @Fn(doc = """
            Make sure that all packages are of the newest version.

            name: any
            bin_env, user, cwd: how pip is run
            """)
    public Map<String, Object> uptodate(String name, @Arg(rest = true) Map<String, Object> kwargs) {
        Map<String, Object> where = PipCalls.chosen(new Args(kwargs), "bin_env", "user", "cwd");
        try {
            if (PipCalls.map(context, "pip.list_upgrades", List.of(), where).isEmpty()) {
                return Result.same(name, "System is already up-to-date.");
            }
        } catch (FunctionError e) {
            return Result.failed(name, String.valueOf(e.getMessage()));
        }
        if (context.test()) {
            return Result.would(name, Map.of(), "System update will be performed");
        }
        Map<String, Object> done = PipCalls.map(context, "pip.upgrade", List.of(), where);
        if (Boolean.FALSE.equals(done.get("result"))) {
            Map<String, Object> failed = Result.failed(name, "");
            failed.putAll(done);
            return failed;
        }
        return Result.changed(name, done, "Upgrade successful.");
    }
}
