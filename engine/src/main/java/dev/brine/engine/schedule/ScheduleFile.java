package dev.brine.engine.schedule;

import dev.brine.engine.data.TextKeys;
import dev.brine.engine.render.yaml.YamlDumper;
import dev.brine.engine.render.yaml.YamlLoader;
import dev.brine.engine.render.yaml.YamlStyle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file that keeps what was changed at run time: {@code <role>.d/_schedule.conf}, an ordinary piece of configuration that the
 * next start reads.
 */
public final class ScheduleFile {
    private static final Logger log = LoggerFactory.getLogger(ScheduleFile.class);

    private final Path path;

    /** {@code path} is {@code <configuration directory>/<default_include's directory>/_schedule.conf}. */
    public ScheduleFile(Path path) {
        this.path = path;
    }

    /** The file of a configuration directory: beside what {@code default_include} names. */
    public static ScheduleFile of(Path directory, String include) {
        Path pattern = directory.resolve(include);
        Path parent = pattern.getParent();
        return new ScheduleFile((parent == null ? directory : parent).resolve("_schedule.conf"));
    }

    public Path path() {
        return path;
    }

    /** Writes the entries, without what a daemon remembers of their runs; a fault is logged. */
    public void write(Map<String, Object> entries) {
        Map<String, Object> plain = new LinkedHashMap<>();
        entries.forEach((name, entry) -> plain.put(name, entry instanceof Map<?, ?> map ? visible(map) : entry));
        Path part = path.resolveSibling("." + path.getFileName() + ".part");
        try {
            Files.createDirectories(path.getParent());
            Files.writeString(part, YamlDumper.dump(Map.of("schedule", plain), YamlStyle.BLOCK));
            Files.move(part, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            log.error("{}: cannot keep the schedule there, it is lost at the next start: {}", path, e.toString());
        }
    }

    /** What the file holds; empty when there is none. */
    public Map<String, Object> read() throws IOException {
        return Files.exists(path) && new YamlLoader().load(Files.readString(path)) instanceof Map<?, ?> document
                ? TextKeys.copy(document.get("schedule"))
                : new LinkedHashMap<>();
    }

    private static Map<String, Object> visible(Map<?, ?> entry) {
        Map<String, Object> visible = new LinkedHashMap<>();
        entry.forEach((key, value) -> {
            if (!String.valueOf(key).startsWith("_")) {
                visible.put(String.valueOf(key), value);
            }
        });
        return visible;
    }
}
