package dev.brine.engine.modules.pkg;

import dev.brine.engine.call.Call;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.modules.host.Host;
import dev.brine.engine.modules.host.PythonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Package files that a package tool keeps on disk. */
final class PackageFiles {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss");

    private PackageFiles() {}

    /**
     * Those below a directory: by package, then by version.
     *
     * @param directory its path on the host
     * @param zone the zone in which the tool's Salt module shows times
     */
    static Map<String, Object> below(Host host, String directory, String ending, ZoneId zone, Call call) {
        Map<String, Object> packages = new LinkedHashMap<>();
        Path root = host.file(directory);
        if (!Files.isDirectory(root)) {
            return packages;
        }
        try (Stream<Path> all = Files.walk(root)) {
            for (Path file : all.filter(each -> each.toString().endsWith(ending))
                    .sorted()
                    .toList()) {
                Object info =
                        call.functions().value(List.of(file.toString()), Map.of(), call.nested("lowpkg.bin_pkg_info"));
                Map<?, ?> facts = info instanceof Map<?, ?> map ? map : Map.of();
                versions(packages, PythonText.str(facts.get("name")))
                        .put(PythonText.str(facts.get("version")), shown(file, directory, root, zone));
            }
        } catch (IOException e) {
            throw new FunctionError("cannot read " + root + ": " + e.getMessage(), e);
        }
        return packages;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> versions(Map<String, Object> packages, String name) {
        return (Map<String, Object>) packages.computeIfAbsent(name, each -> new LinkedHashMap<>());
    }

    private static Map<String, Object> shown(Path file, String directory, Path root, ZoneId zone) throws IOException {
        FileTime changed = (FileTime) Files.getAttribute(file, "unix:ctime");
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("path", directory + "/" + root.relativize(file));
        shown.put("size", Files.size(file));
        shown.put("creation_date_time_t", changed.toInstant().getEpochSecond());
        shown.put("creation_date_time", changed.toInstant().atZone(zone).format(TIME));
        return shown;
    }
}
