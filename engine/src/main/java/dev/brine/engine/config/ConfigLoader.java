package dev.brine.engine.config;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.math.BigInteger;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * Reads a main configuration file and the files it includes.
 *
 * <p>Salt 3006: {@code default_include} ("master.d/*.conf") and {@code include} are globs relative to the main file's directory,
 * read in name order, each overriding what came before; {@code *.swp}-like names do not match the glob; a missing main file
 * means defaults.
 */
public final class ConfigLoader {
    private static final Logger log = LoggerFactory.getLogger(ConfigLoader.class);

    private ConfigLoader() {}

    /**
     * Loads {@code directory/name} ("master", "minion").
     *
     * @throws ConfigException when a file cannot be read or is no YAML map
     */
    public static RawConfig load(Path directory, String name) {
        Path main = directory.resolve(name);
        Map<String, RawConfig.Entry> entries = new LinkedHashMap<>();
        if (Files.exists(main)) {
            read(main, entries);
        } else {
            log.warn("no configuration file {}; all options have their defaults", main);
        }
        String standard = entries.containsKey("default_include")
                ? String.valueOf(entries.get("default_include").value())
                : name + ".d/*.conf";
        include(directory, standard, entries);
        RawConfig.Entry more = entries.get("include");
        if (more != null) {
            List<?> globs = more.value() instanceof List<?> list ? list : List.of(more.value());
            globs.forEach(glob -> include(directory, String.valueOf(glob), entries));
        }
        return new RawConfig(directory, Collections.unmodifiableMap(entries));
    }

    private static void include(Path directory, String glob, Map<String, RawConfig.Entry> entries) {
        Path pattern = directory.resolve(glob);
        Path parent = pattern.getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            return;
        }
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> stream =
                Files.newDirectoryStream(parent, pattern.getFileName().toString())) {
            stream.forEach(files::add);
        } catch (IOException e) {
            throw new ConfigException(parent + ": cannot list it: " + e.getMessage());
        }
        Collections.sort(files);
        for (Path file : files) {
            // Salt 3006: hidden files (editors' left-overs, ._x.conf) are not read
            if (!file.getFileName().toString().startsWith(".")) {
                read(file, entries);
            }
        }
    }

    private static void read(Path file, Map<String, RawConfig.Entry> entries) {
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            throw new ConfigException(file + ": cannot read it: "
                    + (e instanceof AccessDeniedException ? "permission denied" : e.toString()));
        }
        try {
            Object value = yaml().load(text);
            if (value == null) {
                return;
            }
            if (!(value instanceof Map<?, ?> options)) {
                throw new ConfigException(file + ":1: expected 'option: value' lines, found " + value);
            }
            Map<String, Integer> lines = lines(file, new StringReader(text));
            options.forEach((key, option) -> entries.put(
                    String.valueOf(key),
                    new RawConfig.Entry(plain(option), file.toString(), lines.getOrDefault(String.valueOf(key), 0))));
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
            throw new ConfigException(file + ":" + line + ": " + e.getProblem());
        }
    }

    private static Yaml yaml() {
        LoaderOptions options = new LoaderOptions();
        options.setWarnOnDuplicateKeys(false);
        return new Yaml(new SafeConstructor(options));
    }

    /** Where each option stands; one that stands twice is told, as the later one holds. */
    private static Map<String, Integer> lines(Path file, Reader text) {
        Map<String, Integer> lines = new LinkedHashMap<>();
        Node root = yaml().compose(text);
        if (root instanceof MappingNode map) {
            for (NodeTuple tuple : map.getValue()) {
                if (tuple.getKeyNode() instanceof ScalarNode key) {
                    int line = key.getStartMark().getLine() + 1;
                    Integer earlier = lines.put(key.getValue(), line);
                    if (earlier != null) {
                        log.warn(
                                "{}:{}: {} stands in line {} already; this one holds, remove the other",
                                file,
                                line,
                                key.getValue(),
                                earlier);
                    }
                }
            }
        }
        return lines;
    }

    private static Object plain(Object value) {
        if (value instanceof Integer number) {
            return number.longValue();
        }
        if (value instanceof BigInteger || value instanceof Long) {
            return value;
        }
        if (value instanceof java.util.Date date) {
            return date.toInstant().toString();
        }
        if (value instanceof List<?> items) {
            List<Object> copy = new ArrayList<>(items.size());
            items.forEach(item -> copy.add(plain(item)));
            return copy;
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> copy = new LinkedHashMap<>();
            map.forEach((k, v) -> copy.put(plain(k), plain(v)));
            return copy;
        }
        return value;
    }
}
