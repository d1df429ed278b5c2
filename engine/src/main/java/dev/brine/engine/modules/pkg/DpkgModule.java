package dev.brine.engine.modules.pkg;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Module;
import dev.brine.engine.modules.host.CommandRunner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** {@code lowpkg} on Debian and its kin: what dpkg itself knows. */
@Module("lowpkg")
public final class DpkgModule {
    private static final String NAMES = "-f=${db:Status-Status}\t${binary:Package}\n";
    private static final List<String> FIELDS = List.of(
            "package:${Package}",
            "revision:${binary:Revision}",
            "architecture:${Architecture}",
            "maintainer:${Maintainer}",
            "summary:${Summary}",
            "source:${source:Package}",
            "version:${Version}",
            "section:${Section}",
            "installed_size:${Installed-size}",
            "size:${Size}",
            "MD5:${MD5sum}",
            "SHA1:${SHA1}",
            "SHA256:${SHA256}",
            "origin:${Origin}",
            "homepage:${Homepage}",
            "status:${db:Status-Abbrev}",
            "description:${Description}");
    private static final String END = "*/~^\\*";

    private final PackageParts parts;

    DpkgModule(PackageParts parts) {
        this.parts = parts;
    }

    @Fn(doc = """
            Return the installed packages with their versions.

            packages: package names; all packages without any
            """)
    public Object listPkgs(@Arg(rest = true) List<Object> packages, @Arg(rest = true) Map<String, Object> kwargs) {
        CommandRunner.Result result = query("-f=${db:Status-Status}\t${binary:Package}\t${Version}\n", packages);
        if (!result.ok()) {
            return "Error:  " + result.stderr();
        }
        Map<String, Object> installed = new LinkedHashMap<>();
        for (String line : result.stdout().split("\n")) {
            String[] cols = line.split("\t");
            if (cols.length == 3 && cols[0].equals("installed")) {
                installed.put(cols[1], cols[2]);
            }
        }
        return installed;
    }

    @Fn(doc = """
            Return the files of packages.

            packages: package names; all packages without any
            """)
    public Object fileList(@Arg(rest = true) List<Object> packages, @Arg(rest = true) Map<String, Object> kwargs) {
        CommandRunner.Result result = query(NAMES, packages);
        if (!result.ok()) {
            return "Error:  " + result.stderr();
        }
        TreeSet<String> files = new TreeSet<>();
        installed(result).forEach(pkg -> files.addAll(files(pkg)));
        Map<String, Object> list = new LinkedHashMap<>();
        list.put("errors", new ArrayList<>());
        list.put("files", new ArrayList<Object>(files));
        return list;
    }

    @Fn(doc = """
            Return the files of packages, by package.

            packages: package names; all packages without any
            """)
    public Object fileDict(@Arg(rest = true) List<Object> packages, @Arg(rest = true) Map<String, Object> kwargs) {
        CommandRunner.Result result = query(NAMES, packages);
        if (!result.ok()) {
            return "Error:  " + result.stderr();
        }
        Map<String, Object> files = new LinkedHashMap<>();
        installed(result).forEach(pkg -> files.put(pkg, new ArrayList<Object>(files(pkg))));
        Map<String, Object> dict = new LinkedHashMap<>();
        dict.put("errors", new ArrayList<>());
        dict.put("packages", files);
        return dict;
    }

    private CommandRunner.Result query(String format, List<Object> packages) {
        List<String> command = new ArrayList<>(List.of("dpkg-query", format, "-W"));
        packages.forEach(pkg -> command.add(String.valueOf(pkg)));
        return parts.host().run(command);
    }

    private static List<String> installed(CommandRunner.Result result) {
        return result.stdout()
                .lines()
                .map(line -> line.split("\t"))
                .filter(cols -> cols.length == 2 && cols[0].equals("installed"))
                .map(cols -> cols[1])
                .toList();
    }

    private List<String> files(String pkg) {
        return parts.host().run(List.of("dpkg", "-L", pkg)).stdout().lines().toList();
    }

    @Fn(doc = """
            Return what dpkg knows of packages, by name.

            packages: package names; all packages without any
            failhard: fail when there is none of them
            """)
    public Map<String, Object> info(
            @Arg(rest = true) List<Object> packages, @Arg(rest = true) Map<String, Object> kwargs) {
        String format = "-f=" + String.join("\\n", FIELDS) + "\\n\\n" + END.replace("\\", "\\\\") + "\\n";
        CommandRunner.Result result = query(format, packages);
        Map<String, Object> all = new LinkedHashMap<>();
        if (!result.ok()) {
            if (Boolean.FALSE.equals(kwargs.get("failhard"))) {
                return all;
            }
            throw new FunctionError("Error getting packages information: " + result.stderr());
        }
        for (String text : (result.stdout() + "\n").split("\n\\*/~\\^\\\\\\*\n?")) {
            if (!text.isBlank()) {
                Map<String, Object> facts = facts(text);
                all.put(String.valueOf(facts.get("package")), facts);
            }
        }
        return all;
    }

    private Map<String, Object> facts(String text) {
        String[] parted = text.split("\ndescription:", 2);
        Map<String, Object> facts = new LinkedHashMap<>();
        for (String line : parted[0].strip().split("\n")) {
            String[] pair = line.strip().split(":", 2);
            if (pair.length == 2 && !pair[1].isEmpty()) {
                facts.put(pair[0], pair[1]);
            }
        }
        String name = String.valueOf(facts.get("package"));
        installTime(name).ifPresent(time -> facts.put("install_date", time));
        facts.put("description", parted.length == 2 ? parted[1] : "");
        facts.remove("installed_size");
        String license = license(name);
        if (!license.isEmpty()) {
            facts.put("license", license);
        }
        return facts;
    }

    private Optional<String> installTime(String name) {
        try {
            Instant time = Files.getLastModifiedTime(parts.host().file("/var/lib/dpkg/info/" + name + ".list"))
                    .toInstant();
            return Optional.of(Instant.ofEpochSecond(time.getEpochSecond()).toString());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private String license(String name) {
        TreeSet<String> licenses = new TreeSet<>();
        try {
            Path file = parts.host().file("/usr/share/doc/" + name + "/copyright");
            for (String line : new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\n")) {
                if (line.startsWith("License:")) {
                    licenses.add(line.substring("License:".length()).strip());
                }
            }
        } catch (IOException e) {
            return "";
        }
        return String.join(", ", licenses);
    }

    @Fn(doc = """
            Return name, version and architecture of a package file.

            path: a path, or salt:// or http(s)://
            saltenv: environment of the file server
            """)
    public Map<String, Object> binPkgInfo(String path, @Arg(dflt = "'base'") String saltenv, Call call) {
        String file = path;
        if (path.contains("://")) {
            Object cached =
                    call.functions().value(List.of(path), Map.of("saltenv", saltenv), call.nested("cp.cache_file"));
            if (!(cached instanceof String text) || text.isEmpty()) {
                throw new FunctionError("Unable to retrieve " + path + " from saltenv '" + saltenv + "'");
            }
            file = text;
        } else if (!Files.exists(Path.of(path))) {
            throw new FunctionError(path + " does not exist on minion");
        }
        CommandRunner.Result result = parts.host().run(List.of("dpkg", "-I", file));
        if (!result.ok()) {
            throw new FunctionError(
                    "Unable to get info for " + file + (result.stderr().isEmpty() ? "" : ": " + result.stderr()));
        }
        Map<String, Object> info = new LinkedHashMap<>();
        Map<String, String> keys = Map.of("Package", "name", "Version", "version", "Architecture", "arch");
        for (String line : result.stdout().split("\n")) {
            String[] pair = line.strip().split("\\s*:\\s*", 2);
            if (pair.length == 2 && keys.containsKey(pair[0])) {
                info.put(keys.get(pair[0]), pair[1].strip());
            }
        }
        List<String> missing = List.of("name", "version", "arch").stream()
                .filter(key -> !info.containsKey(key))
                .toList();
        if (!missing.isEmpty()) {
            throw new FunctionError("Unable to get " + String.join(", ", missing) + " for " + file);
        }
        return info;
    }

    @Fn(doc = """
            Take the mark off packages that says they are to be purged, and return what changed.

            packages: package names
            """)
    public Map<String, Object> unpurge(@Arg(rest = true) List<Object> packages, Call call) {
        Apt apt = new Apt(parts);
        Map<String, Object> before = PackageLists.shown(apt.known(call).purgeDesired(), false);
        if (packages.isEmpty()) {
            return new LinkedHashMap<>();
        }
        String lines =
                String.join("\n", packages.stream().map(pkg -> pkg + " install").toList());
        parts.host().run(List.of("dpkg", "--set-selections"), Map.of("stdin", lines));
        apt.forget(call);
        return PackageLists.changes(before, PackageLists.shown(apt.known(call).purgeDesired(), false));
    }
}
