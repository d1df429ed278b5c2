package dev.brine.engine.modules.pkg;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Module;
import dev.brine.engine.modules.host.PythonText;
import dev.brine.engine.modules.host.Truth;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code lowpkg.info} on Red Hat and its kin. */
@Module("lowpkg")
public final class RpmFacts {
    private static final Map<String, String> FORMATS = formats();
    private static final String DESCRIPTION = "description:\\n%{DESCRIPTION}\\n";

    private final Rpm rpm;

    RpmFacts(Rpm rpm) {
        this.rpm = rpm;
    }

    private static Map<String, String> formats() {
        Map<String, String> formats = new LinkedHashMap<>();
        formats.put("name", "name: %{NAME}\\n");
        formats.put("relocations", "relocations: %|PREFIXES?{[%{PREFIXES} ]}:{(not relocatable)}|\\n");
        for (String plain : List.of("version", "vendor", "release")) {
            formats.put(plain, plain + ": %{" + plain + "}\\n");
        }
        formats.put("epoch", "%|EPOCH?{epoch: %{EPOCH}\\n}|");
        formats.put("build_date_time_t", "build_date_time_t: %{BUILDTIME}\\n");
        formats.put("build_date", "build_date: %{BUILDTIME}\\n");
        String installed = ": %|INSTALLTIME?{%{INSTALLTIME}}:{(not installed)}|\\n";
        formats.put("install_date_time_t", "install_date_time_t" + installed);
        formats.put("install_date", "install_date" + installed);
        formats.put("build_host", "build_host: %{BUILDHOST}\\n");
        formats.put("group", "group: %{GROUP}\\n");
        formats.put("source_rpm", "source_rpm: %{SOURCERPM}\\n");
        formats.put("size", "size: %{LONGSIZE}\\n");
        formats.put("arch", "arch: %{ARCH}\\n");
        formats.put("license", "%|LICENSE?{license: %{LICENSE}\\n}|");
        formats.put(
                "signature",
                "signature: %|DSAHEADER?{%{DSAHEADER:pgpsig}}:{%|RSAHEADER?{%{RSAHEADER:pgpsig}}:"
                        + "{%|SIGGPG?{%{SIGGPG:pgpsig}}:{%|SIGPGP?{%{SIGPGP:pgpsig}}:{(none)}|}|}|}|\\n");
        formats.put("packager", "%|PACKAGER?{packager: %{PACKAGER}\\n}|");
        formats.put("url", "%|URL?{url: %{URL}\\n}|");
        formats.put("summary", "summary: %{SUMMARY}\\n");
        formats.put("edition", "edition: %|EPOCH?{%{EPOCH}:}|%{VERSION}-%{RELEASE}\\n");
        return formats;
    }

    @Fn(doc = """
            Return what is known of installed packages, by name.

            packages: package names; all packages without any
            attr: only these keys, with commas between them
            all_versions: a list of all installed versions for each
            root: of the system below this directory
            """)
    public Map<String, Object> info(
            @Arg(rest = true) List<Object> packages, @Arg(rest = true) Map<String, Object> kwargs) {
        List<String> wanted = Truth.of(kwargs.get("attr"))
                ? new ArrayList<>(List.of(PythonText.str(kwargs.get("attr")).split(",")))
                : new ArrayList<>(FORMATS.keySet());
        boolean described = !Truth.of(kwargs.get("attr")) || wanted.contains("description");
        if (wanted.stream().noneMatch(FORMATS::containsKey)) {
            throw new FunctionError("No valid attributes found.");
        }
        for (String always : List.of("name", "edition")) {
            if (!wanted.contains(always)) {
                wanted.add(always);
            }
        }
        StringBuilder format = new StringBuilder();
        wanted.stream().filter(FORMATS::containsKey).forEach(key -> format.append(FORMATS.get(key)));
        format.append(described ? DESCRIPTION : "").append("-----\\n");
        List<String> words = new ArrayList<>(List.of(packages.isEmpty() ? "-qa" : "-q"));
        packages.forEach(each -> words.add(PythonText.str(each)));
        words.addAll(List.of("--queryformat", format.toString()));
        List<Map<String, Object>> found = new ArrayList<>();
        for (String part : rpm.run(kwargs.get("root"), words).stdout().split("----*")) {
            Map<String, Object> facts = facts(part.strip(), described);
            if (facts.containsKey("name")) {
                found.add(facts);
            }
        }
        found.sort(Comparator.<Map<String, Object>, String>comparing(
                        facts -> String.valueOf(facts.get("edition")), RpmVersion::compare)
                .reversed());
        return byName(found, Truth.of(kwargs.get("all_versions")));
    }

    @Fn(doc = """
            Return how a file differs from the one in a package file; empty when it does not. Needs rpm2cpio, cpio and diff.

            package_path: the package file
            path: the file
            """)
    public String diff(String packagePath, String path) {
        String line = "rpm2cpio \"$1\" | cpio -i --quiet --to-stdout \".$2\""
                + " | diff -u --label \"A $2\" --from-file=- --label \"B $2\" \"$2\"";
        String different = rpm.parts()
                .host()
                .run(List.of("/bin/sh", "-c", line, "sh", packagePath, path))
                .stdout();
        return different.startsWith("Binary file")
                ? "File '" + path + "' is binary and its content has been modified."
                : different;
    }

    private static Map<String, Object> facts(String text, boolean described) {
        Map<String, Object> facts = new LinkedHashMap<>();
        List<String> lines = Arrays.asList(text.split("\n"));
        for (int i = 0; i < lines.size(); i++) {
            String[] pair = lines.get(i).split(":", 2);
            if (pair.length < 2) {
                continue;
            }
            String key = pair[0].strip();
            String value = pair[1].strip();
            if (key.equals("description")) {
                facts.put("description", String.join("\n", lines.subList(i + 1, lines.size())));
                break;
            }
            Object read = read(key, value);
            if (read != null) {
                facts.put(key, read);
            }
        }
        if (described) {
            facts.putIfAbsent("description", "");
        }
        return facts;
    }

    private static @Nullable Object read(String key, String value) {
        boolean time = Set.of("build_date", "install_date", "build_date_time_t", "install_date_time_t")
                .contains(key);
        if (!time) {
            return value.isEmpty() ? null : value;
        }
        if (!value.matches("[0-9]+")) {
            return null;
        }
        long seconds = Long.parseLong(value);
        return key.endsWith("_t")
                ? (Object) seconds
                : DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss'Z'")
                        .format(Instant.ofEpochSecond(seconds).atOffset(ZoneOffset.UTC));
    }

    private static Map<String, Object> byName(List<Map<String, Object>> found, boolean all) {
        Map<String, List<Object>> lists = new LinkedHashMap<>();
        for (Map<String, Object> facts : found) {
            String name = String.valueOf(facts.remove("name"));
            if (!name.startsWith("gpg-pubkey")) {
                lists.computeIfAbsent(name, n -> new ArrayList<>()).add(facts);
            }
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        lists.forEach((name, list) -> {
            if (!all) {
                ((Map<?, ?>) list.get(0)).remove("edition");
            }
            answer.put(name, all ? list : list.get(0));
        });
        return answer;
    }
}
