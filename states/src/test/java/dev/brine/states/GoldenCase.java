package dev.brine.states;

import dev.brine.engine.file.FileStat;
import dev.brine.engine.render.json.JsonReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A recorded case: files, calls, and what Salt 3006 returned and left behind.
 *
 * <p>Sections begin with {@code === name [options]}: files below srv/, dev/, work/ and host/ (a
 * machine of its own, with programs in host/bin; options {@code mode=}, {@code link=}, {@code
 * newline=no}; a name with a final slash is a directory), {@code run} with the calls as JSON, {@code opts} for the minion's
 * configuration, {@code expected}.
 */
record GoldenCase(String name, List<Section> files, List<Object> calls, Map<String, Object> opts, Map<?, ?> expected) {
    private static final Pattern HEADER = Pattern.compile("^=== (\\S+)(?: (.*))?$");

    record Section(String path, Map<String, String> options, String text) {}

    static GoldenCase read(Path file) {
        List<Section> files = new ArrayList<>();
        List<Object> calls = List.of(List.of("state.sls", List.of("case"), Map.of()));
        Map<?, ?> expected = Map.of();
        Map<String, Object> opts = new LinkedHashMap<>();
        for (Section section : sections(text(file))) {
            switch (section.path) {
                case "run" -> calls = new ArrayList<>((List<?>) JsonReader.read(section.text));
                case "opts" ->
                    ((Map<?, ?>) JsonReader.read(section.text)).forEach((k, v) -> opts.put(String.valueOf(k), v));
                case "expected" -> expected = (Map<?, ?>) JsonReader.read(section.text);
                default -> files.add(section);
            }
        }
        return new GoldenCase(file.getFileName().toString().replace(".case", ""), files, calls, opts, expected);
    }

    /** Options of the minion's configuration. */
    Map<String, Object> options(Path root) {
        Map<String, Object> options = new LinkedHashMap<>();
        opts.forEach((name, value) ->
                options.put(name, value instanceof String text ? text.replace("@ROOT@", root.toString()) : value));
        return options;
    }

    void stage(Path root) throws IOException {
        for (Section section : files) {
            Path file = root.resolve(section.path);
            Files.createDirectories(file.getParent());
            if (section.options.containsKey("link")) {
                Files.createSymbolicLink(
                        file, Path.of(section.options.get("link").replace("@ROOT@", root.toString())));
                continue;
            }
            if (section.path.endsWith("/")) {
                Files.createDirectories(file);
                mode(file, section.options.getOrDefault("mode", "755"));
                continue;
            }
            String text = section.text.replace("@ROOT@", root.toString());
            if ("no".equals(section.options.get("newline"))) {
                text = text.replaceAll("\n+$", "");
            }
            Files.writeString(file, text);
            mode(file, section.options.getOrDefault("mode", "644"));
        }
    }

    /** What lies below work/, host/etc/ and host/home/: mode and content by path. */
    static Map<String, Object> tree(Path root) throws IOException {
        Map<String, Object> tree = new TreeMap<>();
        tree(root, root.resolve("work"), tree);
        for (String directory : List.of("host/etc", "host/home")) {
            if (Files.isDirectory(root.resolve(directory))) {
                tree(root, root.resolve(directory), tree);
            }
        }
        return tree;
    }

    private static void tree(Path root, Path below, Map<String, Object> tree) throws IOException {
        try (Stream<Path> walk = Files.walk(below)) {
            for (Path path : (Iterable<Path>) walk.skip(1).filter(GoldenCase::shown)::iterator) {
                String name = root.relativize(path).toString();
                if (Files.isSymbolicLink(path)) {
                    tree.put(name, "-> " + neutral(Files.readSymbolicLink(path).toString(), root));
                } else {
                    int mode = (int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS) & 07777;
                    String shown = Files.isDirectory(path)
                            ? "dir"
                            : neutral(new String(Files.readAllBytes(path), StandardCharsets.UTF_8), root);
                    tree.put(name, Integer.toOctalString(mode) + " " + shown);
                }
            }
        }
    }

    /** What git keeps for itself has times and hashes in it. */
    private static boolean shown(Path path) {
        String name = path.toString();
        return !name.contains("/.git/") && !name.endsWith("/.git");
    }

    /** A value without times and process ids, and with the test's directory as {@code @ROOT@}. */
    static Object neutral(Object value, Path root) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> made = new LinkedHashMap<>();
            map.forEach((key, part) -> {
                if (!"start_time".equals(key) && !"duration".equals(key) && !"pid".equals(key)) {
                    made.put(neutral(String.valueOf(key), root), neutral(part, root));
                }
            });
            return made;
        }
        if (value instanceof List<?> items) {
            return new ArrayList<>(
                    items.stream().map(item -> neutral(item, root)).toList());
        }
        return value instanceof String text ? neutral(text, root) : value;
    }

    static String neutral(String text, Path root) {
        try {
            // recorded by root
            FileStat self = FileStat.of(root, true).orElseThrow();
            return text.replace(root.toString(), "@ROOT@")
                    .replace("owned by " + self.user() + ":" + self.group(), "owned by root:root");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void mode(Path file, String mode) throws IOException {
        Files.setAttribute(file, "unix:mode", Integer.parseInt(mode, 8));
    }

    private static List<Section> sections(String text) {
        List<Section> sections = new ArrayList<>();
        StringBuilder body = new StringBuilder();
        for (String line : text.split("\n", -1)) {
            Matcher matcher = HEADER.matcher(line);
            if (matcher.matches()) {
                close(sections, body);
                Map<String, String> options = new LinkedHashMap<>();
                for (String option : matcher.group(2) == null
                        ? new String[0]
                        : matcher.group(2).split(" ")) {
                    options.put(option.split("=", 2)[0], option.split("=", 2)[1]);
                }
                sections.add(new Section(matcher.group(1), options, ""));
            } else {
                body.append(line).append('\n');
            }
        }
        close(sections, body);
        return sections;
    }

    private static void close(List<Section> sections, StringBuilder body) {
        if (!sections.isEmpty()) {
            Section open = sections.remove(sections.size() - 1);
            String text = body.toString();
            // what ends the file is not part of its last section
            sections.add(new Section(open.path, open.options, text));
        }
        body.setLength(0);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
