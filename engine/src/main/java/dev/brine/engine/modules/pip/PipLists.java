package dev.brine.engine.modules.pip;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Module;
import dev.brine.engine.modules.host.PythonText;
import dev.brine.engine.render.json.JsonError;
import dev.brine.engine.render.json.JsonReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code pip}: what is installed, and what could be. */
@Module("pip")
public final class PipLists {
    private final Pip pip;

    PipLists(Pip pip) {
        this.pip = pip;
    }

    @Fn(doc = """
            Return the version of pip.

            bin_env: directory of an environment, or path of its pip or python
            cwd: working directory
            user: account to run it as
            """)
    public @Nullable String version(
            @Arg(dflt = "None") @Nullable String binEnv,
            @Arg(dflt = "None") @Nullable String cwd,
            @Arg(dflt = "None") @Nullable String user,
            Call call) {
        return pip.version(new Pip.Where(binEnv, user, cwd), call);
    }

    @Fn(doc = """
            Return the installed packages as lines of a requirements file.
            """ + Pip.OPTIONS)
    public List<Object> freeze(
            @Arg(dflt = "None") @Nullable String binEnv,
            @Arg(dflt = "None") @Nullable String user,
            @Arg(dflt = "None") @Nullable String cwd,
            @Arg(rest = true) Map<String, Object> options,
            Call call) {
        Pip.Where where = new Pip.Where(binEnv, user, cwd);
        return new ArrayList<>(pip.output(pip.command(where, "freeze", "--all"), where, options, call)
                .lines()
                .toList());
    }

    @Fn(name = "list", doc = """
            Return the installed packages with their versions.

            prefix: what their names begin with""" + Pip.OPTIONS)
    public Map<String, Object> list(
            @Arg(dflt = "None") @Nullable String prefix,
            @Arg(dflt = "None") @Nullable String binEnv,
            @Arg(dflt = "None") @Nullable String user,
            @Arg(dflt = "None") @Nullable String cwd,
            @Arg(rest = true) Map<String, Object> options,
            Call call) {
        return listed(prefix, new Pip.Where(binEnv, user, cwd), options, call);
    }

    private Map<String, Object> listed(
            @Nullable String prefix, Pip.Where where, Map<String, Object> options, Call call) {
        Map<String, Object> packages = new LinkedHashMap<>();
        String start = prefix == null ? "" : prefix.toLowerCase(Locale.ROOT);
        for (Map<?, ?> each : json(pip.output(pip.command(where, "list", "--format=json"), where, options, call))) {
            String name = PythonText.str(each.get("name"));
            if (name.toLowerCase(Locale.ROOT).startsWith(start)) {
                packages.put(name, each.get("version"));
            }
        }
        return packages;
    }

    private static List<Map<?, ?>> json(String output) {
        List<Map<?, ?>> all = new ArrayList<>();
        try {
            for (Object each : JsonReader.read(output) instanceof List<?> list ? list : List.of()) {
                if (!(each instanceof Map<?, ?> map)) {
                    throw new FunctionError("Invalid JSON: " + output);
                }
                all.add(map);
            }
        } catch (JsonError e) {
            throw new FunctionError("Invalid JSON: " + output, e);
        }
        return all;
    }

    @Fn(doc = """
            Return the installed packages as pip freeze gives them, by name.

            prefix: what their names begin with""" + Pip.OPTIONS)
    public Map<String, Object> listFreezeParse(
            @Arg(dflt = "None") @Nullable String prefix,
            @Arg(dflt = "None") @Nullable String binEnv,
            @Arg(dflt = "None") @Nullable String user,
            @Arg(dflt = "None") @Nullable String cwd,
            @Arg(rest = true) Map<String, Object> options,
            Call call) {
        Map<String, Object> packages = new LinkedHashMap<>();
        if (prefix == null || "pip".startsWith(prefix)) {
            packages.put("pip", version(binEnv, cwd, user, call));
        }
        for (Object each : freeze(binEnv, user, cwd, options, call)) {
            String line = PythonText.str(each);
            boolean editable = line.startsWith("-e ");
            String[] parts = editable && line.contains("#egg=")
                    ? new String[] {line.split("#egg=", 2)[1], line.substring(3).split("#egg=", 2)[0]}
                    : (editable ? line.substring(3) : line).split("={2,3}", 2);
            boolean wanted =
                    prefix == null || parts[0].toLowerCase(Locale.ROOT).startsWith(prefix.toLowerCase(Locale.ROOT));
            if (parts.length == 2 && wanted && !line.startsWith("-f") && !line.startsWith("#")) {
                packages.put(parts[0], parts[1]);
            }
        }
        return packages;
    }

    @Fn(doc = """
            Return whether a package is installed.

            pkgname: its name""" + Pip.OPTIONS)
    public boolean isInstalled(
            String pkgname,
            @Arg(dflt = "None") @Nullable String binEnv,
            @Arg(dflt = "None") @Nullable String user,
            @Arg(dflt = "None") @Nullable String cwd,
            Call call) {
        return listed(pkgname, new Pip.Where(binEnv, user, cwd), Map.of(), call).keySet().stream()
                .anyMatch(pkgname::equalsIgnoreCase);
    }

    @Fn(doc = """
            Return the packages of which there is a newer version.
            """ + Pip.OPTIONS)
    public Map<String, Object> listUpgrades(
            @Arg(dflt = "None") @Nullable String binEnv,
            @Arg(dflt = "None") @Nullable String user,
            @Arg(dflt = "None") @Nullable String cwd,
            Call call) {
        Pip.Where where = new Pip.Where(binEnv, user, cwd);
        Map<String, Object> packages = new LinkedHashMap<>();
        List<String> words = pip.command(where, "list", "--outdated", "--format=json");
        for (Map<?, ?> each : json(pip.output(words, where, Map.of(), call))) {
            packages.put(
                    PythonText.str(each.get("name")),
                    PythonText.str(each.get("latest_version")) + " [" + PythonText.str(each.get("latest_filetype"))
                            + "]");
        }
        return packages;
    }

    @Fn(doc = """
            Return whether there is a newer version of a package.

            pkg: its name""" + Pip.OPTIONS)
    public boolean upgradeAvailable(
            String pkg,
            @Arg(dflt = "None") @Nullable String binEnv,
            @Arg(dflt = "None") @Nullable String user,
            @Arg(dflt = "None") @Nullable String cwd,
            Call call) {
        return listUpgrades(binEnv, user, cwd, call).containsKey(pkg);
    }

    @Fn(doc = """
            Return all versions of a package that the index has, oldest first; None when there are none.

            pkg: its name
            include_alpha, include_beta, include_rc: also those
            index_url, extra_index_url: the index""" + Pip.OPTIONS)
    public @Nullable List<Object> listAllVersions(
            String pkg,
            @Arg(dflt = "None") @Nullable String binEnv,
            @Arg(dflt = "False") boolean includeAlpha,
            @Arg(dflt = "False") boolean includeBeta,
            @Arg(dflt = "False") boolean includeRc,
            @Arg(dflt = "None") @Nullable String user,
            @Arg(dflt = "None") @Nullable String cwd,
            @Arg(dflt = "None") @Nullable String indexUrl,
            @Arg(dflt = "None") @Nullable String extraIndexUrl,
            Call call) {
        Pip.Where where = new Pip.Where(binEnv, user, cwd);
        List<String> words = pip.command(where, "index", "versions", pkg);
        PipChanges.addresses(words, indexUrl, extraIndexUrl);
        Map<String, Object> result = pip.run(words, where, Map.of("redirect_stderr", true), call);
        Matcher matcher = Pattern.compile("Available versions: (.*)").matcher(PythonText.str(result.get("stdout")));
        if (!matcher.find()) {
            return null;
        }
        List<String> versions = new ArrayList<>(Arrays.asList(matcher.group(1).split(", ")));
        versions.removeIf(each -> each.isEmpty()
                || (!includeAlpha && each.contains("a"))
                || (!includeBeta && each.contains("b"))
                || (!includeRc && each.contains("rc")));
        versions.sort(Pep440::compare);
        return versions.isEmpty() ? null : new ArrayList<>(versions);
    }
}
