package dev.brine.engine.modules.pkg;

import dev.brine.engine.modules.host.PlainFile;
import dev.brine.engine.modules.host.PythonText;
import dev.brine.engine.modules.host.Truth;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A {@code .repo} file: sections with options, and comments, which functions show as the option {@code comments}.
 *
 * @param header comments before the first section, with line ends
 */
record RepoFile(String header, Map<String, Map<String, Object>> sections) {

    static RepoFile read(Path file) {
        Map<String, Map<String, Object>> sections = new LinkedHashMap<>();
        StringBuilder header = new StringBuilder();
        Map<String, Object> section = null;
        String option = null;
        for (String line : PlainFile.read(file).lines().toList()) {
            String text = line.strip();
            if (text.startsWith("#")) {
                if (section == null) {
                    header.append(text).append('\n');
                } else {
                    comment(section, text.substring(1).stripLeading());
                }
            } else if (text.startsWith("[") && text.endsWith("]") && line.startsWith("[")) {
                section = sections.computeIfAbsent(text.substring(1, text.length() - 1), name -> new LinkedHashMap<>());
                option = null;
            } else if (text.isEmpty() || text.startsWith(";") || section == null) {
                continue;
            } else if (option != null && Character.isWhitespace(line.charAt(0))) {
                section.merge(option, text, (one, more) -> one + "\n" + more);
            } else {
                String[] pair = text.split("\\s*[=:]\\s*", 2);
                option = pair[0].toLowerCase(Locale.ROOT);
                section.put(option, pair.length > 1 ? pair[1] : "");
            }
        }
        return new RepoFile(header.toString(), sections);
    }

    private static void comment(Map<String, Object> section, String text) {
        List<Object> all = new ArrayList<>(section.get("comments") instanceof List<?> list ? list : List.of());
        all.add(text);
        section.put("comments", all);
    }

    /** As it is written after a change; comments of a section go behind its options. */
    String text() {
        StringBuilder text = new StringBuilder(header);
        sections.forEach((name, options) -> {
            text.append('[').append(name).append("]\n");
            lines(options, text);
            text.append(comments(options)).append('\n');
        });
        return text.toString();
    }

    /** As it is written when a section was removed. */
    String textAfterRemoval() {
        StringBuilder text = new StringBuilder(header);
        sections.forEach((name, options) -> {
            StringBuilder lines = new StringBuilder();
            lines(options, lines);
            // Salt 3006: an empty line before each section here
            text.append("\n[")
                    .append(name)
                    .append(']')
                    .append("\n")
                    .append(lines)
                    .append(comments(options))
                    .append('\n');
        });
        return text.toString();
    }

    private static void lines(Map<String, Object> options, StringBuilder text) {
        options.forEach((key, value) -> {
            if (!key.equals("comments")) {
                String shown = value instanceof Boolean flag
                        ? (flag ? "1" : "0")
                        : PythonText.str(value).replace("\n", "\n ");
                text.append(key).append('=').append(shown).append('\n');
            }
        });
    }

    private static String comments(Map<String, Object> options) {
        Object comments = options.get("comments");
        StringBuilder text = new StringBuilder();
        if (Truth.of(comments)) {
            for (Object each : comments instanceof List<?> list ? list : List.of(comments)) {
                text.append("# ")
                        .append(PythonText.str(each).replaceFirst("^#+", "").stripLeading())
                        .append('\n');
            }
        }
        return text.toString();
    }
}
