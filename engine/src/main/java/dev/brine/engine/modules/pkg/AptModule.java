package dev.brine.engine.modules.pkg;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.InvocationError;
import dev.brine.engine.call.Module;
import dev.brine.engine.modules.host.CommandRunner;
import dev.brine.engine.modules.host.PythonText;
import dev.brine.engine.modules.host.Truth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code pkg} on Debian and its kin: what is installed, what could be. {@link AptChanges} installs and removes. */
@Module("pkg")
public final class AptModule {
    private static final Pattern CONFIGURED = Pattern.compile("^Conf ([^ ]+) \\(([^ ]+)", Pattern.MULTILINE);

    private final Apt apt;

    AptModule(Apt apt) {
        this.apt = apt;
    }

    @Fn(doc = """
            Return the installed packages with their versions.

            versions_as_list: each version apart, in a list
            removed: those that are removed and left their configuration
            purge_desired: those that are marked to be purged
            """)
    public Map<String, Object> listPkgs(
            @Arg(dflt = "False") boolean versionsAsList,
            @Arg(dflt = "False") boolean removed,
            @Arg(dflt = "False") boolean purgeDesired,
            @Arg(rest = true) Map<String, Object> kwargs,
            Call call) {
        if (Boolean.FALSE.equals(kwargs.get("use_context"))) {
            apt.forget(call);
        }
        Apt.Known known = apt.known(call);
        if (removed) {
            return PackageLists.shown(known.removed(), versionsAsList);
        }
        Map<String, List<String>> all = new LinkedHashMap<>(known.purgeDesired());
        if (!purgeDesired) {
            all.putAll(known.installed());
        }
        return PackageLists.shown(all, versionsAsList);
    }

    @Fn(doc = """
            Return the version of an installed package, empty when it is not installed; a map for several names or a pattern.

            names: package names
            versions_as_list: each version apart, in a list
            """)
    public Object version(
            @Arg(rest = true) List<Object> names, @Arg(rest = true) Map<String, Object> kwargs, Call call) {
        Map<String, List<String>> all = new LinkedHashMap<>(apt.known(call).purgeDesired());
        all.putAll(apt.known(call).installed());
        return PackageLists.versions(all, names, Truth.of(kwargs.get("versions_as_list")));
    }

    @Fn(name = "available_version", doc = "Another name of pkg.latest_version.")
    @Fn(doc = """
            Return the newest version of a package that could be installed, empty when it is installed already.

            names: package names; with several, a map is returned
            refresh: fetch the package lists first
            show_installed: also when it is installed
            fromrepo: a release to look in
            cache_valid_time: do not fetch lists that are younger than this, in seconds
            """)
    public Object latestVersion(
            @Arg(rest = true) List<Object> names, @Arg(rest = true) Map<String, Object> kwargs, Call call) {
        if (kwargs.containsKey("repo")) {
            throw new InvocationError("The 'repo' argument is invalid, use 'fromrepo' instead");
        }
        if (names.isEmpty()) {
            return "";
        }
        if (!kwargs.containsKey("refresh") || Truth.of(kwargs.get("refresh"))) {
            apt.refresh(seconds(kwargs), false);
        }
        Object release = kwargs.get("fromrepo");
        Map<String, Object> versions = new LinkedHashMap<>();
        for (Object name : names) {
            versions.put(
                    String.valueOf(name),
                    apt.newer(
                            String.valueOf(name),
                            Truth.of(release) ? String.valueOf(release) : null,
                            Truth.of(kwargs.get("show_installed")),
                            call));
        }
        return names.size() == 1 ? versions.values().iterator().next() : versions;
    }

    @Fn(doc = """
            Return whether there is a newer version of a package.

            name: package name
            """)
    public boolean upgradeAvailable(String name, @Arg(rest = true) Map<String, Object> kwargs, Call call) {
        return !latestVersion(new ArrayList<>(List.of(name)), new LinkedHashMap<>(), call)
                .equals("");
    }

    @Fn(doc = """
            Fetch the package lists: by source True = new, None = unchanged, False = failed.

            cache_valid_time: do not fetch lists that are younger than this, in seconds
            failhard: fail when a source fails
            """)
    public Map<String, Object> refreshDb(
            @Arg(dflt = "0") long cacheValidTime,
            @Arg(dflt = "False") boolean failhard,
            @Arg(rest = true) Map<String, Object> kwargs) {
        return apt.refresh(cacheValidTime, failhard);
    }

    @Fn(doc = """
            Return the packages that have newer versions, with those.

            refresh: fetch the package lists first
            dist_upgrade: as dist-upgrade would
            """)
    public Map<String, Object> listUpgrades(
            @Arg(dflt = "True") boolean refresh,
            @Arg(dflt = "True") boolean distUpgrade,
            @Arg(rest = true) Map<String, Object> kwargs) {
        if (refresh) {
            apt.refresh(seconds(kwargs), false);
        }
        List<String> command =
                new ArrayList<>(List.of("apt-get", "--just-print", distUpgrade ? "dist-upgrade" : "upgrade"));
        if (kwargs.containsKey("fromrepo")) {
            command.addAll(List.of("-o", "APT::Default-Release=" + kwargs.get("fromrepo")));
        }
        CommandRunner.Result result = apt.change(command, Map.of());
        if (!result.ok()) {
            String why = result.stderr().isEmpty() ? result.stdout() : result.stderr();
            throw new FunctionError("Failed to get upgrades" + (why.isEmpty() ? "" : ": " + why));
        }
        Map<String, Object> upgrades = new LinkedHashMap<>();
        Matcher m = CONFIGURED.matcher(result.stdout());
        while (m.find()) {
            upgrades.put(m.group(1), m.group(2));
        }
        return upgrades;
    }

    @Fn(doc = """
            Return the versions that the package lists have, newest first, by package.

            args: package names; all packages without any
            """)
    public Map<String, Object> listRepoPkgs(
            @Arg(rest = true) List<Object> args, @Arg(rest = true) Map<String, Object> kwargs) {
        return PackageLists.shown(
                apt.available(args.stream().map(String::valueOf).toList()), true);
    }

    @Fn(doc = """
            Compare two versions: -1, 0 or 1.

            pkg1, pkg2: the versions
            ignore_epoch: leave the part before the colon out
            """)
    public long versionCmp(
            Object pkg1,
            Object pkg2,
            @Arg(dflt = "False") boolean ignoreEpoch,
            @Arg(rest = true) Map<String, Object> kwargs) {
        String a = PythonText.str(pkg1);
        String b = PythonText.str(pkg2);
        return Integer.signum(
                ignoreEpoch ? DebVersion.compare(Wanted.plain(a), Wanted.plain(b)) : DebVersion.compare(a, b));
    }

    @Fn(doc = """
            Strip the architecture off a package name, unless it is a foreign one.

            name: package name
            """)
    public String normalizeName(String name) {
        return apt.normal(name);
    }

    @Fn(doc = """
            Take a package name apart into name and architecture.

            name: package name
            """)
    public Map<String, Object> parseArch(String name) {
        int colon = name.lastIndexOf(':');
        Map<String, Object> parsed = new LinkedHashMap<>();
        parsed.put("name", colon < 0 ? name : name.substring(0, colon));
        parsed.put("arch", colon < 0 ? null : name.substring(colon + 1));
        return parsed;
    }

    @Fn(doc = """
            Return the package that a file belongs to, empty when there is none; a map for several files.

            paths: files
            """)
    public Object owner(@Arg(rest = true) List<Object> paths, @Arg(rest = true) Map<String, Object> kwargs) {
        if (paths.isEmpty()) {
            return "";
        }
        Map<String, Object> owners = new LinkedHashMap<>();
        for (Object path : paths) {
            String owner = apt.read("dpkg", "-S", String.valueOf(path)).stdout().split(":", 2)[0];
            owners.put(String.valueOf(path), owner);
        }
        return owners.size() == 1 ? owners.values().iterator().next() : owners;
    }

    @Fn(doc = """
            Return the files of packages.

            packages: package names; all packages without any
            """)
    public Object fileList(
            @Arg(rest = true) List<Object> packages, @Arg(rest = true) Map<String, Object> kwargs, Call call) {
        return lowpkg("file_list", packages, Map.of(), call);
    }

    @Fn(doc = """
            Return the files of packages, by package.

            packages: package names; all packages without any
            """)
    public Object fileDict(
            @Arg(rest = true) List<Object> packages, @Arg(rest = true) Map<String, Object> kwargs, Call call) {
        return lowpkg("file_dict", packages, Map.of(), call);
    }

    private static Object lowpkg(String function, List<Object> packages, Map<String, Object> kwargs, Call call) {
        Object value = call.functions().value(packages, kwargs, call.nested("lowpkg." + function));
        return value == null ? "" : value;
    }

    @Fn(doc = """
            Return what is known of installed packages.

            names: package names
            failhard: fail when none of them is installed
            """)
    public Map<String, Object> infoInstalled(
            @Arg(rest = true) List<Object> names, @Arg(rest = true) Map<String, Object> kwargs, Call call) {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("failhard", !Boolean.FALSE.equals(kwargs.get("failhard")));
        Map<String, Object> all = new LinkedHashMap<>();
        if (lowpkg("info", names, options, call) instanceof Map<?, ?> packages) {
            packages.forEach((name, facts) -> {
                if (facts instanceof Map<?, ?> map && installed(map)) {
                    all.put(String.valueOf(name), common(map));
                }
            });
        }
        return all;
    }

    private static boolean installed(Map<?, ?> facts) {
        String status = facts.containsKey("status") ? String.valueOf(facts.get("status")) : "ii";
        return status.length() > 1 && status.charAt(1) == 'i';
    }

    private static Map<String, Object> common(Map<?, ?> facts) {
        Map<String, String> names = Map.of(
                "package", "name", "origin", "vendor", "section", "group", "maintainer", "packager", "homepage", "url");
        Map<String, Object> common = new LinkedHashMap<>();
        facts.forEach((key, value) -> {
            if (!"status".equals(key)) {
                String name = String.valueOf(key);
                common.put(names.getOrDefault(name, name), value);
            }
        });
        return common;
    }

    @Fn(doc = """
            Return what the package lists say of packages, by name and version.

            names: package names or patterns
            filter: only these keys
            refresh: fetch the package lists first
            """)
    public Map<String, Object> show(
            @Arg(rest = true) List<Object> names, @Arg(rest = true) Map<String, Object> kwargs) {
        if (Truth.of(kwargs.get("refresh"))) {
            apt.refresh(0, false);
        }
        Map<String, Map<String, Object>> shown = new LinkedHashMap<>();
        if (names.isEmpty()) {
            return new LinkedHashMap<>();
        }
        List<String> only = filter(kwargs.get("filter"));
        List<String> command = new ArrayList<>(List.of("apt-cache", "show"));
        names.forEach(name -> command.add(String.valueOf(name)));
        for (String paragraph :
                apt.read(command.toArray(String[]::new)).stdout().split("\n\\s*\n")) {
            Map<String, Object> facts = new LinkedHashMap<>();
            for (String line : paragraph.split("\n")) {
                String[] pair = line.strip().split(":", 2);
                if (pair.length == 2 && wanted(pair[0].strip(), only)) {
                    facts.put(pair[0].strip(), pair[1].strip());
                }
            }
            Object name = facts.remove("Package");
            Object version = facts.remove("Version");
            if (name != null && version != null) {
                shown.computeIfAbsent(name.toString(), n -> new LinkedHashMap<>())
                        .put(version.toString(), facts);
            }
        }
        return new LinkedHashMap<>(shown);
    }

    private static boolean wanted(String key, List<String> only) {
        String lower = key.toLowerCase(Locale.ROOT);
        return only.isEmpty() || lower.equals("package") || lower.equals("version") || only.contains(lower);
    }

    private static List<String> filter(@Nullable Object filter) {
        if (filter == null) {
            return List.of();
        }
        List<?> keys = filter instanceof List<?> list
                ? list
                : List.of(PythonText.str(filter).split(","));
        return keys.stream()
                .map(key -> PythonText.str(key).strip().toLowerCase(Locale.ROOT))
                .toList();
    }

    private static long seconds(Map<String, Object> kwargs) {
        return kwargs.get("cache_valid_time") instanceof Number number ? number.longValue() : 0;
    }
}
