package dev.brine.engine.modules.pkg;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Module;
import dev.brine.engine.modules.host.CommandRunner;
import dev.brine.engine.modules.host.PythonText;
import dev.brine.engine.modules.host.Truth;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code lowpkg} on Red Hat and its kin: what the program {@code rpm} tells. {@link RpmFacts} has {@code info}. */
@Module("lowpkg")
public final class RpmModule {
    private static final List<String> CHECKS = List.of(
            "size",
            "mode",
            "md5sum",
            "device major/minor number",
            "readlink path",
            "user",
            "group",
            "mtime",
            "capabilities");
    private static final List<String> STATS =
            List.of("size", "mode", "checksum", "device", "symlink", "owner", "group", "time", "capabilities");
    private static final Map<Character, String> KINDS =
            Map.of('c', "config", 'd', "doc", 'g', "ghost", 'l', "license", 'r', "readme");

    private final Rpm rpm;

    RpmModule(Rpm rpm) {
        this.rpm = rpm;
    }

    @Fn(doc = """
            Return installed packages with their versions.

            packages: package names; all packages without any
            root: of the system below this directory
            """)
    public Map<String, Object> listPkgs(
            @Arg(rest = true) List<Object> packages, @Arg(rest = true) Map<String, Object> kwargs) {
        Map<String, Object> all = new LinkedHashMap<>();
        versions(packages, kwargs, new ArrayList<>()).forEach(all::put);
        return all;
    }

    private Map<String, String> versions(List<Object> packages, Map<String, Object> kwargs, List<Object> missing) {
        List<String> words =
                new ArrayList<>(List.of(packages.isEmpty() ? "-qa" : "-q", "--queryformat", "%{NAME} %{VERSION}\\n"));
        packages.forEach(each -> words.add(PythonText.str(each)));
        Map<String, String> versions = new LinkedHashMap<>();
        for (String line : rpm.said(kwargs.get("root"), words).split("\n")) {
            String[] pair = line.strip().split("\\s+");
            if (line.contains("is not installed")) {
                missing.add(line);
            } else if (pair.length > 1) {
                versions.put(pair[0], pair[1]);
            }
        }
        return versions;
    }

    @Fn(doc = """
            Return the files of packages that are not as they were installed.

            packages: package names; all packages without any
            ignore_types: kinds of files to leave out: config, doc, ghost, license, readme
            verify_options: options for rpm, such as nodeps
            root: of the system below this directory
            """)
    public Map<String, Object> verify(
            @Arg(rest = true) List<Object> packages, @Arg(rest = true) Map<String, Object> kwargs) {
        List<String> words = new ArrayList<>();
        list(kwargs.get("verify_options")).forEach(option -> words.add("--" + option));
        words.add(packages.isEmpty() ? "-Va" : "-V");
        packages.forEach(each -> words.add(PythonText.str(each)));
        CommandRunner.Result result = rpm.run(kwargs.get("root"), words);
        if (result.stdout().isBlank() && !result.ok()) {
            throw new FunctionError(
                    "Failed to verify package(s)" + (result.stderr().isEmpty() ? "" : ": " + result.stderr()));
        }
        List<String> ignored = list(kwargs.get("ignore_types"));
        Map<String, Object> files = new LinkedHashMap<>();
        for (String each : result.stdout().split("\n")) {
            boolean missing = each.contains("missing");
            String line = missing ? " " + each : each;
            String kind = line.length() > 11 ? KINDS.get(line.charAt(11)) : null;
            if (line.length() <= 13 || (kind != null && ignored.contains(kind))) {
                continue;
            }
            Map<String, Object> facts = new LinkedHashMap<>();
            if (missing) {
                facts.put("missing", true);
            } else {
                facts.put("mismatch", mismatch(line));
            }
            if (kind != null) {
                facts.put("type", kind);
            }
            files.put(line.substring(13), facts);
        }
        return files;
    }

    private static List<Object> mismatch(String line) {
        List<Object> found = new ArrayList<>();
        String marks = "SM5DLUGTP";
        for (int i = 0; i < marks.length(); i++) {
            if (line.charAt(i) == marks.charAt(i)) {
                found.add(CHECKS.get(i));
            }
        }
        return found;
    }

    private static List<String> list(@Nullable Object value) {
        if (value instanceof List<?> items) {
            return items.stream().map(PythonText::str).toList();
        }
        return value == null || value.equals("")
                ? List.of()
                : List.of(PythonText.str(value).split("\\s*,\\s*"));
    }

    @Fn(doc = """
            Return what differs at the files of packages: a list for each.

            packages: package names; all packages without any
            flags: True or False for size, mode, checksum, ...: only files that differ in that, or do not
            root: of the system below this directory
            """)
    public Map<String, Object> modified(
            @Arg(rest = true) List<Object> packages, @Arg(rest = true) Map<String, Object> flags, Call call) {
        Map<String, Object> wanted = new LinkedHashMap<>(flags);
        List<String> words = new ArrayList<>(List.of("-Va"));
        packages.forEach(each -> words.add(PythonText.str(each)));
        CommandRunner.Result result = rpm.run(wanted.remove("root"), words);
        call.retcode(result.retcode());
        Map<String, Object> files = new LinkedHashMap<>();
        if (result.retcode() > 1) {
            files.put("pid", result.pid());
            files.put("retcode", (long) result.retcode());
            files.put("stderr", result.stderr());
            return files;
        }
        for (String line : result.stdout().split("\n")) {
            String[] words3 = line.strip().split("\\s+", 3);
            if (words3.length < 2) {
                continue;
            }
            boolean config = words3.length == 3;
            List<Object> stats = stats(words3[0]);
            if (config) {
                stats.add("config");
            }
            boolean fits = wanted.entrySet().stream()
                    .allMatch(flag -> flag.getKey().startsWith("_")
                            || stats.contains(flag.getKey()) == Truth.of(flag.getValue()));
            if (fits) {
                files.put(words3[words3.length - 1], stats);
            }
        }
        return files;
    }

    private static List<Object> stats(String marks) {
        List<Object> stats = new ArrayList<>();
        for (int i = 0; i < Math.min(marks.length(), STATS.size()); i++) {
            if (marks.charAt(i) != '.') {
                stats.add(STATS.get(i));
            }
        }
        return stats;
    }

    @Fn(doc = """
            Return the files of packages.

            packages: package names; all packages without any
            root: of the system below this directory
            """)
    public Map<String, Object> fileList(
            @Arg(rest = true) List<Object> packages, @Arg(rest = true) Map<String, Object> kwargs) {
        List<String> words = new ArrayList<>(List.of(packages.isEmpty() ? "-qla" : "-ql"));
        packages.forEach(each -> words.add(PythonText.str(each)));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("errors", new ArrayList<>());
        answer.put("files", lines(rpm.said(kwargs.get("root"), words)));
        return answer;
    }

    private static List<Object> lines(String text) {
        return new ArrayList<>(text.lines().toList());
    }

    @Fn(doc = """
            Return the files of packages, by package.

            packages: package names; all packages without any
            root: of the system below this directory
            """)
    public Map<String, Object> fileDict(
            @Arg(rest = true) List<Object> packages, @Arg(rest = true) Map<String, Object> kwargs) {
        List<Object> errors = new ArrayList<>();
        Map<String, Object> files = new LinkedHashMap<>();
        for (String name : versions(packages, kwargs, errors).keySet()) {
            files.put(name, lines(rpm.said(kwargs.get("root"), List.of("-ql", name))));
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("errors", errors);
        answer.put("packages", files);
        return answer;
    }

    @Fn(doc = """
            Return the package that a file belongs to, empty when there is none; a map for several files.

            paths: files
            root: of the system below this directory
            """)
    public Object owner(@Arg(rest = true) List<Object> paths, @Arg(rest = true) Map<String, Object> kwargs, Call call) {
        return rpm.owners(kwargs.get("root"), paths, call);
    }

    @Fn(doc = """
            Return whether package files are what they claim to be.

            paths: package files
            root: of the system below this directory
            """)
    public Map<String, Object> checksum(
            @Arg(rest = true) List<Object> paths, @Arg(rest = true) Map<String, Object> kwargs) {
        if (paths.isEmpty()) {
            throw new FunctionError("No package files has been specified.");
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        for (Object each : paths) {
            String path = PythonText.str(each);
            answer.put(
                    path,
                    Files.isRegularFile(rpm.parts().host().file(path))
                            && rpm.run(kwargs.get("root"), List.of("-K", "--quiet", path))
                                    .ok());
        }
        return answer;
    }

    @Fn(doc = """
            Compare two versions: -1, 0 or 1.

            ver1, ver2: the versions
            ignore_epoch: leave the part before the colon out
            """)
    public long versionCmp(Object ver1, Object ver2, @Arg(dflt = "False") boolean ignoreEpoch) {
        return Rpm.compare(PythonText.str(ver1), PythonText.str(ver2), ignoreEpoch);
    }

    @Fn(doc = """
            Return what a package file says of itself: name, version, arch; the rest is as for a package that is not installed.

            path: the file: a path, salt:// or http(s)://
            saltenv: environment of the file server
            """)
    public @Nullable Map<String, Object> binPkgInfo(String path, @Arg(dflt = "'base'") String saltenv, Call call) {
        String file = path;
        if (path.contains("://")) {
            Object cached =
                    call.functions().value(List.of(path), Map.of("saltenv", saltenv), call.nested("cp.cache_file"));
            file = cached instanceof String text ? text : "";
        } else if (!path.startsWith("/")) {
            throw new FunctionError(path + " does not exist on minion");
        }
        return rpm.file(file)
                .map(pkg -> {
                    Map<String, Object> facts = new LinkedHashMap<>();
                    facts.put("name", pkg.name());
                    facts.put("version", pkg.version());
                    facts.put("arch", pkg.arch());
                    facts.put("repoid", "none");
                    facts.put("install_date", null);
                    facts.put("install_date_time_t", null);
                    return facts;
                })
                .orElse(null);
    }
}
