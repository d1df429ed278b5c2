package dev.brine.states.pip;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Module;
import dev.brine.states.state.Args;
import dev.brine.states.state.Result;
import dev.brine.states.state.StateContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code virtualenv}: Python environments with what is to be in them. */
@Module("virtualenv")
public final class VirtualenvStates {
    private final StateContext context;

    public VirtualenvStates(StateContext context) {
        this.context = context;
    }

    @Fn(doc = """
            Make sure that there is a Python environment, with packages.

            name: its directory
            venv_bin, system_site_packages, clear, python, extra_search_dir, never_download, prompt: how it is made
            requirements: a requirements file, a path or salt://
            pip_pkgs: a list of packages
            pip_upgrade, pip_exists_action, pip_ignore_installed, pip_download, pip_no_cache_dir, pip_cache_dir, no_deps,
            pre_releases, no_binary, index_url, extra_index_url, proxy, env_vars: how they are installed
            user, cwd: account and working directory
            """)
    public Map<String, Object> managed(String name, @Arg(rest = true) Map<String, Object> kwargs) {
        Args args = new Args(kwargs);
        Path python = Path.of(name, "bin", "python");
        boolean there = Files.exists(python);
        boolean clear = args.flag("clear", false);
        String requirements = args.text("requirements");
        if (requirements.startsWith("salt://")) {
            Object cached = context.call("cp.cache_file", List.of(requirements, context.saltenv()), Map.of());
            if (!(cached instanceof String file) || file.isEmpty()) {
                return Result.failed(name, "pip requirements file '" + requirements + "' not found");
            }
            requirements = file;
        }
        Map<String, Object> changes = new LinkedHashMap<>();
        if (there && clear) {
            changes.put("cleared_packages", context.call("pip.freeze", List.of(), Map.of("bin_env", name)));
            changes.put("old", version(python));
        }
        if (context.test()) {
            return there && !clear
                    ? Result.same(name, "Virtualenv " + name + " is already created")
                    : Result.would(
                            name, changes, "Virtualenv " + name + " is set to be " + (there ? "cleared" : "created"));
        }
        String comment = "virtualenv exists";
        if (!there || clear) {
            Map<String, Object> made;
            try {
                made = PipCalls.map(context, "virtualenv.create", List.of(name), making(args));
            } catch (FunctionError e) {
                return Result.of(name, false, changes, "Failed to create virtualenv: " + e.getMessage());
            }
            if (!PipCalls.good(made)) {
                return Result.of(name, false, changes, PipCalls.text(made, "stdout") + PipCalls.text(made, "stderr"));
            }
            changes.put("new", version(python));
            comment = clear ? "Cleared existing virtualenv" : "Created new virtualenv";
        }
        return requirements.isEmpty() && !args.flag("pip_pkgs", false)
                ? Result.changed(name, changes, comment)
                : filled(name, requirements, args, changes, comment);
    }

    @Fn(doc = """
            The same as virtualenv.managed.

            name: its directory
            """)
    public Map<String, Object> manage(String name, @Arg(rest = true) Map<String, Object> kwargs) {
        return managed(name, kwargs);
    }

    private String version(Path python) {
        return Args.python(context.call("cmd.run_stderr", List.of(python + " -V"), Map.of()))
                .strip();
    }

    private static Map<String, Object> making(Args args) {
        return PipCalls.chosen(
                args,
                "venv_bin",
                "system_site_packages",
                "distribute",
                "clear",
                "python",
                "extra_search_dir",
                "never_download",
                "prompt",
                "user");
    }

    private Map<String, Object> filled(
            String name, String requirements, Args args, Map<String, Object> changes, String comment) {
        Map<String, Object> where = PipCalls.chosen(args, "user");
        where.put("bin_env", name);
        List<Object> before;
        try {
            before = Args.list(context.call("pip.freeze", List.of(), where));
        } catch (FunctionError e) {
            return Result.of(name, false, changes, String.valueOf(e.getMessage()));
        }
        Map<String, Object> options = PipCalls.chosen(
                args,
                "user",
                "cwd",
                "index_url",
                "extra_index_url",
                "pre_releases",
                "no_deps",
                "no_binary",
                "proxy",
                "env_vars");
        for (String key :
                List.of("upgrade", "exists_action", "ignore_installed", "download", "no_cache_dir", "cache_dir")) {
            if (args.has("pip_" + key)) {
                options.put(key, args.value("pip_" + key));
            }
        }
        options.put("pkgs", args.value("pip_pkgs"));
        options.put("bin_env", name);
        if (!requirements.isEmpty()) {
            options.put("requirements", requirements);
            if (!requirements.startsWith("/")) {
                options.put(
                        "cwd",
                        String.valueOf(Path.of(requirements).toAbsolutePath().getParent()));
            }
        }
        Map<String, Object> run = PipCalls.map(context, "pip.install", List.of(), options);
        String told = PipCalls.good(run)
                ? comment
                : comment + "\n" + PipCalls.text(run, "stdout") + "\n" + PipCalls.text(run, "stderr");
        List<Object> after = Args.list(context.call("pip.freeze", List.of(), Map.of("bin_env", name)));
        List<Object> fresh = new ArrayList<>(after);
        fresh.removeAll(before);
        List<Object> gone = new ArrayList<>(before);
        gone.removeAll(after);
        if (!fresh.isEmpty() || !gone.isEmpty()) {
            Map<String, Object> packages = new LinkedHashMap<>();
            packages.put("new", fresh.isEmpty() ? "" : fresh);
            packages.put("old", gone.isEmpty() ? "" : gone);
            changes.put("packages", packages);
        }
        return Result.of(name, PipCalls.good(run), changes, told);
    }
}
