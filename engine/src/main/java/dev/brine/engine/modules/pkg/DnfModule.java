package dev.brine.engine.modules.pkg;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.Module;
import dev.brine.engine.modules.host.CommandRunner;
import dev.brine.engine.modules.host.PythonText;
import dev.brine.engine.modules.host.Truth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** {@code pkg} on Red Hat and its kin: what is installed, what could be. {@link DnfChanges} installs and removes. */
@Module("pkg")
public final class DnfModule {
    private final Dnf dnf;
    private final DnfRepos repos;

    DnfModule(Dnf dnf, DnfRepos repos) {
        this.dnf = dnf;
        this.repos = repos;
    }

    @Fn(doc = """
            Return the installed packages with their versions.

            versions_as_list: each version apart, in a list
            removed, purge_desired: nothing, as there is no such thing here
            """)
    public Map<String, Object> listPkgs(
            @Arg(dflt = "False") boolean versionsAsList, @Arg(rest = true) Map<String, Object> kwargs) {
        return Truth.of(kwargs.get("removed")) || Truth.of(kwargs.get("purge_desired"))
                ? new LinkedHashMap<>()
                : PackageLists.shown(dnf.rpm().installed(), versionsAsList);
    }

    @Fn(doc = """
            Return the version of an installed package, empty when it is not installed; a map for several names or a pattern.

            names: package names
            versions_as_list: each version apart, in a list
            """)
    public Object version(@Arg(rest = true) List<Object> names, @Arg(rest = true) Map<String, Object> kwargs) {
        return PackageLists.versions(dnf.rpm().installed(), names, Truth.of(kwargs.get("versions_as_list")));
    }

    @Fn(name = "available_version", doc = "Another name of pkg.latest_version.")
    @Fn(doc = """
            Return the newest version of a package that could be installed, empty when it is installed already.

            names: package names; with several, a map is returned
            refresh: fetch what repositories offer first
            fromrepo, enablerepo, disablerepo, disableexcludes, setopt: as dnf has them
            """)
    public Object latestVersion(@Arg(rest = true) List<Object> names, @Arg(rest = true) Map<String, Object> kwargs) {
        if (names.isEmpty()) {
            return "";
        }
        if (!kwargs.containsKey("refresh") || Truth.of(kwargs.get("refresh"))) {
            dnf.refresh(kwargs);
        }
        List<String> words = new ArrayList<>(List.of("--quiet"));
        words.addAll(Dnf.options(kwargs));
        words.addAll(List.of("list", "available"));
        names.forEach(name -> words.add(PythonText.str(name)));
        CommandRunner.Result result = dnf.run(words);
        List<Dnf.Listed> offers = new ArrayList<>(result.ok() ? dnf.listed(result.stdout()) : List.of());
        offers.sort(
                Comparator.comparing(Dnf.Listed::version, RpmVersion::compare).reversed());
        Map<String, List<String>> installed = dnf.rpm().installed();
        Map<String, Object> newest = new LinkedHashMap<>();
        for (Object each : names) {
            String name = PythonText.str(each);
            newest.put(
                    name,
                    offers.stream()
                            .filter(offer -> offer.name().equals(name)
                                    && installed.getOrDefault(name, List.of()).stream()
                                            .noneMatch(now -> RpmVersion.compare(now, offer.version()) >= 0))
                            .map(Dnf.Listed::version)
                            .findFirst()
                            .orElse(""));
        }
        return Dnf.one(newest);
    }

    @Fn(doc = """
            Return whether there is a newer version of a package.

            name: package name
            """)
    public boolean upgradeAvailable(String name, @Arg(rest = true) Map<String, Object> kwargs) {
        return !latestVersion(List.of(name), kwargs).equals("");
    }

    @Fn(name = "clean_metadata", doc = "Another name of pkg.refresh_db.")
    @Fn(doc = """
            Fetch what repositories offer: True = there are upgrades, None = there are none, False = that failed.

            check_update: False: do not look for upgrades
            fromrepo, enablerepo, disablerepo, disableexcludes, setopt: as dnf has them
            """)
    public @Nullable Boolean refreshDb(@Arg(rest = true) Map<String, Object> kwargs) {
        return dnf.refresh(kwargs);
    }

    @Fn(name = "list_updates", doc = "Another name of pkg.list_upgrades.")
    @Fn(doc = """
            Return the packages that have newer versions, with those.

            refresh: fetch what repositories offer first
            fromrepo, enablerepo, disablerepo, disableexcludes, setopt: as dnf has them
            """)
    public Map<String, Object> listUpgrades(
            @Arg(dflt = "True") boolean refresh, @Arg(rest = true) Map<String, Object> kwargs) {
        if (refresh) {
            Map<String, Object> quiet = new LinkedHashMap<>(kwargs);
            quiet.put("check_update", false);
            dnf.refresh(quiet);
        }
        List<String> words = new ArrayList<>(List.of("--quiet"));
        words.addAll(Dnf.options(kwargs));
        words.addAll(List.of("list", dnf.isDnf() ? "--upgrades" : "updates"));
        Map<String, Object> upgrades = new LinkedHashMap<>();
        dnf.listed(dnf.run(words).stdout()).forEach(offer -> upgrades.put(offer.name(), offer.version()));
        return upgrades;
    }

    @Fn(doc = """
            Return the versions that repositories offer, newest first, by package.

            args: package names or patterns; all packages without any
            byrepo: by repository and package
            fromrepo: only of these repositories, with commas between them
            enablerepo, disablerepo: beside those that are enabled, or without some of them
            cacheonly: do not fetch anything
            """)
    public Map<String, Object> listRepoPkgs(
            @Arg(rest = true) List<Object> args, @Arg(rest = true) Map<String, Object> kwargs) {
        Map<String, Map<String, TreeSet<String>>> found = new LinkedHashMap<>();
        for (String repo : repositories(kwargs)) {
            List<String> words = new ArrayList<>(
                    dnf.program().equals("tdnf")
                            ? List.of("--quiet", "--enablerepo=" + repo, "list")
                            : List.of("--quiet", "--showduplicates", "repository-packages", repo, "list"));
            if (Truth.of(kwargs.get("cacheonly"))) {
                words.add("-C");
            }
            args.forEach(arg -> words.add(PythonText.str(arg)));
            CommandRunner.Result result = dnf.run(words);
            if (!result.ok() && result.stdout().contains("Error:")) {
                continue;
            }
            Comparator<String> newestFirst = ((Comparator<String>) RpmVersion::compare).reversed();
            dnf.listed(result.stdout())
                    .forEach(offer -> found.computeIfAbsent(offer.repository(), name -> new LinkedHashMap<>())
                            .computeIfAbsent(
                                    offer.name(),
                                    name -> new TreeSet<>(newestFirst.thenComparing(Comparator.naturalOrder())))
                            .add(offer.version()));
        }
        return Truth.of(kwargs.get("byrepo")) ? byRepository(found) : byName(found);
    }

    private static Map<String, Object> byRepository(Map<String, Map<String, TreeSet<String>>> found) {
        Map<String, Object> all = new LinkedHashMap<>();
        found.forEach((repo, packages) -> {
            Map<String, Object> versions = new LinkedHashMap<>();
            packages.forEach((name, each) -> versions.put(name, new ArrayList<Object>(each)));
            all.put(repo, versions);
        });
        return all;
    }

    private static Map<String, Object> byName(Map<String, Map<String, TreeSet<String>>> found) {
        Map<String, List<String>> all = new LinkedHashMap<>();
        found.values()
                .forEach(packages -> packages.forEach((name, each) ->
                        all.computeIfAbsent(name, n -> new ArrayList<>()).addAll(each)));
        all.values().forEach(versions -> versions.sort(((Comparator<String>) RpmVersion::compare).reversed()));
        return PackageLists.shown(all, true);
    }

    private List<String> repositories(Map<String, Object> kwargs) {
        List<String> from = names(kwargs.get("fromrepo"));
        if (!from.isEmpty()) {
            return from;
        }
        List<String> enabled = names(kwargs.get("enablerepo"));
        List<String> disabled = names(kwargs.get("disablerepo"));
        List<String> all = new ArrayList<>();
        repos.all(null).forEach((name, facts) -> {
            boolean on = PythonText.str(facts.getOrDefault("enabled", "1")).equals("1");
            if (enabled.contains(name) || (!disabled.contains(name) && on)) {
                all.add(name);
            }
        });
        return all;
    }

    private static List<String> names(@Nullable Object value) {
        if (value instanceof List<?> items) {
            return items.stream().map(PythonText::str).toList();
        }
        return Truth.of(value)
                ? Arrays.stream(PythonText.str(value).split(","))
                        .map(String::strip)
                        .filter(name -> !name.equals("*"))
                        .toList()
                : List.of();
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
        return Rpm.compare(PythonText.str(pkg1), PythonText.str(pkg2), ignoreEpoch);
    }

    @Fn(doc = """
            Strip the architecture off a package name, unless it is a foreign one.

            name: package name
            """)
    public String normalizeName(String name) {
        return dnf.rpm().normal(name);
    }

    @Fn(doc = """
            Take a package name apart into name and architecture.

            name: package name
            """)
    public Map<String, Object> parseArch(String name) {
        int dot = name.lastIndexOf('.');
        String word = name.substring(dot + 1);
        boolean known = dot >= 0 && (Rpm.architecture(word) || word.equals("noarch"));
        Map<String, Object> parsed = new LinkedHashMap<>();
        parsed.put("name", known ? name.substring(0, dot) : name);
        parsed.put("arch", known ? word : null);
        return parsed;
    }

    @Fn(doc = """
            Return the package that a file belongs to, empty when there is none; a map for several files.

            paths: files
            """)
    public Object owner(@Arg(rest = true) List<Object> paths, @Arg(rest = true) Map<String, Object> kwargs, Call call) {
        return dnf.rpm().owners(null, paths, call);
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

    @Fn(doc = """
            Return the files of packages that are not as they were installed.

            names: package names; all packages without any
            ignore_types, verify_options: as for lowpkg.verify
            """)
    public Object verify(
            @Arg(rest = true) List<Object> names, @Arg(rest = true) Map<String, Object> kwargs, Call call) {
        return lowpkg("verify", names, kwargs, call);
    }

    @Fn(doc = """
            Return what differs at the files of packages: a list for each.

            packages: package names; all packages without any
            flags: as for lowpkg.modified
            """)
    public Object modified(
            @Arg(rest = true) List<Object> packages, @Arg(rest = true) Map<String, Object> flags, Call call) {
        return lowpkg("modified", packages, flags, call);
    }

    private static Object lowpkg(String function, List<Object> packages, Map<String, Object> kwargs, Call call) {
        Call nested = call.nested("lowpkg." + function);
        Object value = call.functions().value(packages, kwargs, nested);
        call.retcode(nested.retcode());
        return value == null ? "" : value;
    }

    @Fn(doc = """
            Return what is known of installed packages.

            names: package names
            attr: only these keys, with commas between them
            all_versions: a list of all installed versions for each
            """)
    public Map<String, Object> infoInstalled(
            @Arg(rest = true) List<Object> names, @Arg(rest = true) Map<String, Object> kwargs, Call call) {
        Map<String, Object> all = new LinkedHashMap<>();
        if (lowpkg("info", names, kwargs, call) instanceof Map<?, ?> packages) {
            packages.forEach((name, facts) -> all.put(
                    String.valueOf(name),
                    facts instanceof List<?> versions
                            ? new ArrayList<Object>(
                                    versions.stream().map(DnfModule::common).toList())
                            : common(facts)));
        }
        return all;
    }

    private static Map<String, Object> common(@Nullable Object facts) {
        Map<String, Object> common = new LinkedHashMap<>();
        if (facts instanceof Map<?, ?> map) {
            map.forEach((key, value) -> common.put("source_rpm".equals(key) ? "source" : String.valueOf(key), value));
        }
        return common;
    }
}
