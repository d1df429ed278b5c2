package dev.brine.engine.modules.pkg;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.InvocationError;
import dev.brine.engine.call.Module;
import dev.brine.engine.modules.host.Host;
import dev.brine.engine.modules.host.PythonText;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code pkg} on Red Hat's kin: package files, advisories, and what differs from them on disk. */
@Module("pkg")
public final class DnfUpkeep {
    private static final Pattern ADVISORY = Pattern.compile("([i|\\s]) (\\S+) +(\\S+) +(\\S+).*");
    private static final Pattern SERVICE = Pattern.compile("/system\\.slice/(?:[^\\s/]*/)*([^\\s/]+)\\.service");

    private final Dnf dnf;

    DnfUpkeep(Dnf dnf) {
        this.dnf = dnf;
    }

    private Host host() {
        return dnf.parts().host();
    }

    @Fn(
            doc =
                    "Return the package files that dnf keeps: by package and version {path, size, creation_date_time, creation_date_time_t}.")
    public Map<String, Object> listDownloaded(@Arg(rest = true) Map<String, Object> kwargs, Call call) {
        return PackageFiles.below(host(), "/var/cache/" + dnf.program(), ".rpm", ZoneId.systemDefault(), call);
    }

    @Fn(doc = """
            Fetch package files and return their paths by package. Needs the program yumdownloader.

            packages: package names
            """)
    public Map<String, Object> download(
            @Arg(rest = true) List<Object> packages, @Arg(rest = true) Map<String, Object> kwargs) {
        if (host().which("yumdownloader").isEmpty()) {
            throw new FunctionError("'yumdownloader' command not available");
        }
        if (packages.isEmpty()) {
            throw new InvocationError("No packages were specified");
        }
        List<String> names = packages.stream().map(PythonText::str).toList();
        String directory = "/var/cache/" + dnf.program() + "/packages";
        Path cache = host().file(directory);
        try {
            Files.createDirectories(cache);
            for (String name : files(cache)) {
                if (names.stream().anyMatch(each -> name.startsWith(each + "-"))) {
                    Files.delete(cache.resolve(name));
                }
            }
            List<String> words = new ArrayList<>(List.of("yumdownloader", "-q", "--destdir=" + cache));
            words.addAll(names);
            host().run(words);
            return fetched(names, directory, files(cache));
        } catch (IOException e) {
            throw new FunctionError("cannot keep package files in " + directory + ": " + e.getMessage(), e);
        }
    }

    private static Map<String, Object> fetched(List<String> names, String directory, List<String> files) {
        Map<String, Object> fetched = new LinkedHashMap<>();
        for (String file : files) {
            names.stream()
                    .filter(each -> file.endsWith(".rpm") && file.startsWith(each + "-"))
                    .findFirst()
                    .ifPresent(each -> fetched.put(each, directory + "/" + file));
        }
        if (fetched.isEmpty()) {
            throw new FunctionError("Unable to download any of the following packages: " + String.join(", ", names));
        }
        List<String> failed =
                names.stream().filter(each -> !fetched.containsKey(each)).toList();
        if (!failed.isEmpty()) {
            fetched.put("_error", "The following package(s) failed to download: " + String.join(", ", failed));
        }
        return fetched;
    }

    private static List<String> files(Path directory) throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(directory)) {
            all.forEach(each -> names.add(each.getFileName().toString()));
        }
        names.sort(null);
        return names;
    }

    /** Salt 3006 looks for the package files in a shape that its own download does not return, and so never compares. */
    @Fn(doc = """
            Return how files differ from what their packages have: a difference, Unchanged, Not managed, or N/A without such a file.

            paths: the files
            """)
    public Map<String, Object> diff(
            @Arg(rest = true) List<Object> paths, @Arg(rest = true) Map<String, Object> kwargs, Call call) {
        Map<String, Object> all = new LinkedHashMap<>();
        Map<String, String> owners = new LinkedHashMap<>();
        for (Object each : paths) {
            String path = PythonText.str(each);
            Object owner = call.functions().value(List.of(path), Map.of(), call.nested("lowpkg.owner"));
            if (owner instanceof String name && !name.isEmpty()) {
                owners.put(path, name);
            } else {
                all.put(path, Files.exists(host().file(path)) ? "Not managed" : "N/A");
            }
        }
        if (owners.isEmpty()) {
            return all;
        }
        Map<String, Object> files = download(new ArrayList<>(new TreeSet<>(owners.values())), Map.of());
        owners.forEach((path, owner) -> {
            Object file = files.get(owner);
            Object different = file == null
                    ? "N/A"
                    : call.functions()
                            .value(
                                    List.of(host().file(PythonText.str(file)).toString(), path),
                                    Map.of(),
                                    call.nested("lowpkg.diff"));
            all.put(path, different == null || different.equals("") ? "Unchanged" : different);
        });
        return all;
    }

    @Fn(doc = """
            Return the advisories of the repositories: {installed, summary} by name.

            refresh: fetch what repositories offer first
            """)
    public Map<String, Object> listPatches(
            @Arg(dflt = "False") boolean refresh, @Arg(rest = true) Map<String, Object> kwargs) {
        if (refresh) {
            dnf.refresh(Map.of());
        }
        return patches();
    }

    @Fn(doc = "Return the advisories whose packages are all installed, as pkg.list_patches does.")
    public Map<String, Object> listInstalledPatches(@Arg(rest = true) Map<String, Object> kwargs) {
        Map<String, Object> installed = patches();
        installed
                .values()
                .removeIf(each -> each instanceof Map<?, ?> map && !Boolean.TRUE.equals(map.get("installed")));
        return installed;
    }

    private Map<String, Object> patches() {
        Map<String, List<Object>> packages = new LinkedHashMap<>();
        Map<String, Boolean> installed = new LinkedHashMap<>();
        String printed = host().run(
                        List.of(dnf.program(), "--quiet", "updateinfo", "list", "all"), Map.of("strip", false))
                .stdout();
        for (String line : printed.split("\n")) {
            Matcher matcher = ADVISORY.matcher(line);
            if (matcher.matches()) {
                packages.computeIfAbsent(matcher.group(2), each -> new ArrayList<>())
                        .add(matcher.group(4));
                installed.merge(matcher.group(2), matcher.group(1).equals("i"), Boolean::logicalAnd);
            }
        }
        Map<String, Object> patches = new LinkedHashMap<>();
        packages.forEach((name, summary) -> {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("installed", installed.get(name));
            facts.put("summary", summary);
            patches.put(name, facts);
        });
        return patches;
    }

    @Fn(
            doc =
                    "Return the services that use files which packages have replaced. Needs dnf's command needs-restarting, and systemd.")
    public List<Object> servicesNeedRestart(@Arg(rest = true) Map<String, Object> kwargs) {
        if (!dnf.isDnf()) {
            throw new FunctionError("dnf or dnf5 is required to list outdated services.");
        }
        if (!Files.isDirectory(host().file("/run/systemd/system"))) {
            throw new FunctionError("systemd is required to list outdated services.");
        }
        TreeSet<String> services = new TreeSet<>();
        for (String line : host().run(List.of(dnf.program(), "--quiet", "needs-restarting"))
                .stdout()
                .split("\n")) {
            String process = line.replaceFirst(":.*", "").strip();
            if (line.contains(":") && process.matches("[0-9]{1,10}")) {
                service(process, services);
            }
        }
        return new ArrayList<>(services);
    }

    private void service(String process, TreeSet<String> services) {
        try {
            Matcher matcher = SERVICE.matcher(Files.readString(host().file("/proc/" + process + "/cgroup")));
            if (matcher.find()) {
                services.add(matcher.group(1));
            }
        } catch (IOException e) {
            // a process that has ended meanwhile needs nothing
            return;
        }
    }
}
