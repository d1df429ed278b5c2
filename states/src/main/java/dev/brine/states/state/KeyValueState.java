package dev.brine.states.state;

import dev.brine.engine.file.PythonRegex;
import dev.brine.engine.modules.file.TextFile;
import dev.brine.engine.render.jinja.value.Values;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code file.keyvalue}: lines of the form key, separator, value. */
final class KeyValueState {
    private final StateContext context;
    private final FileTools tools;

    KeyValueState(StateContext context) {
        this.context = context;
        this.tools = new FileTools(context);
    }

    Map<String, Object> keyvalue(String given, Args args) {
        String name = tools.expand(given);
        if (name.isEmpty()) {
            return Result.failed(name, "Must provide name to file.keyvalue");
        }
        Map<String, Object> wanted = new LinkedHashMap<>();
        if (args.has("key") && args.has("value")) {
            if (args.value("key_values") instanceof Map) {
                return Result.failed(name, "file.keyvalue can not combine key_values with key and value");
            }
            wanted.put(args.text("key"), args.value("value"));
        } else {
            wanted = args.map("key_values");
            if (wanted.isEmpty()) {
                return Result.failed(
                        name,
                        "file.keyvalue key and value not supplied and key_values "
                                + (Args.truth(args.value("key_values")) ? "is not a dictionary" : "is empty"));
            }
        }
        if (!Files.isReadable(Path.of(name))) {
            return Result.of(name, args.flag("ignore_if_missing", false), Map.of(), "unable to open " + name);
        }
        try {
            TextFile file = TextFile.open(Path.of(name));
            Edit edit = new Edit(args, wanted);
            edit.run(TextFile.lines(file.text()));
            return result(name, file, edit, args.flag("show_changes", true));
        } catch (IOException e) {
            return Result.failed(name, name + " not writable: " + FileTools.reason(e));
        }
    }

    private Map<String, Object> result(String name, TextFile file, Edit edit, boolean show) throws IOException {
        if (edit.changes == 0) {
            return Result.same(name, "");
        }
        Map<String, Object> changes = show ? Map.of("diff", String.join("", edit.diff)) : Map.of();
        if (context.test()) {
            String comment = "File " + name + " is set to be changed (" + edit.changes + " lines)";
            if (show) {
                comment += "\nPredicted diff:\n\r\t\t" + String.join("\r\t\t", edit.diff);
            }
            return Result.would(name, changes, comment);
        }
        file.write(PythonRegex.bytes(String.join("", edit.content)), "");
        return Result.changed(name, changes, "Changed " + edit.changes + " lines");
    }

    /** One pass over the lines. */
    private static final class Edit {
        private final Map<String, Object> wanted;
        private final Map<String, Long> left = new LinkedHashMap<>();
        private final List<String> content = new ArrayList<>();
        private final List<String> diff = new ArrayList<>();
        private final String separator;
        private final String uncomment;
        private final boolean looseKey;
        private final boolean looseValue;
        private final boolean append;
        private final boolean prepend;
        private int changes;

        Edit(Args args, Map<String, Object> wanted) {
            this.wanted = wanted;
            this.separator = args.text("separator", "=");
            // Python: without characters to strip, blanks are stripped
            this.uncomment = args.has("uncomment") ? args.text("uncomment") : " \t\n\r\f\u000b";
            this.looseKey = args.flag("key_ignore_case", false);
            this.looseValue = args.flag("value_ignore_case", false);
            this.append = args.flag("append_if_not_found", false);
            this.prepend = args.flag("prepend_if_not_found", false);
            long count = args.has("count") ? Long.parseLong(args.text("count")) : 1;
            wanted.keySet().forEach(key -> left.put(key, count));
        }

        void run(List<String> lines) {
            for (String line : lines) {
                String kept = line;
                for (Map.Entry<String, Object> entry : wanted.entrySet()) {
                    kept = edited(kept, line, entry.getKey(), entry.getValue());
                }
                content.add(kept);
            }
            if (append) {
                appendMissing();
            } else if (prepend) {
                prependMissing();
            }
        }

        private String edited(String kept, String line, String key, Object value) {
            String test = stripped(line);
            boolean uncommented = test.length() < line.length();
            if (!folded(test, looseKey).startsWith(folded(key, looseKey))) {
                return kept;
            }
            String working = uncommented ? test : line;
            int at = working.indexOf(separator);
            if (at < 0 || !folded(working.substring(0, at), looseKey).equals(folded(key, looseKey))) {
                return kept;
            }
            long remaining = left.getOrDefault(key, 0L);
            String old = working.substring(at + separator.length()).strip();
            boolean same =
                    folded(old, looseValue).equals(folded(Args.python(value).strip(), looseValue));
            boolean needed = uncommented ? remaining > 0 : remaining == 0;
            same = same || (uncommented && remaining <= 0);
            String result = kept;
            if (!same || needed) {
                diff.add("- " + line);
                result = "";
                if (remaining != 0) {
                    result = working.substring(0, at) + separator + Args.python(value) + "\n";
                    diff.add(
                            value instanceof String
                                    ? "+ " + result
                                    : "+ " + result.stripTrailing() + " (from " + Values.typeName(value) + " type)\n");
                }
                changes++;
            }
            if (remaining > 0) {
                left.put(key, remaining - 1);
            }
            return result;
        }

        private void appendMissing() {
            List<String> added = new ArrayList<>();
            wanted.forEach((key, value) -> {
                if (left.getOrDefault(key, 0L) > 0) {
                    String line = key + separator + Args.python(value) + "\n";
                    added.add("+ " + line);
                    content.add(line);
                    changes++;
                }
            });
            if (!added.isEmpty()) {
                diff.add("- <EOF>\n");
                diff.addAll(added);
                diff.add("+ <EOF>\n");
            }
        }

        private void prependMissing() {
            boolean marked = false;
            for (Map.Entry<String, Object> entry : wanted.entrySet()) {
                if (left.getOrDefault(entry.getKey(), 0L) > 0) {
                    String line = entry.getKey() + separator + Args.python(entry.getValue()) + "\n";
                    if (!marked) {
                        diff.add(0, "  <SOF>\n");
                        marked = true;
                    }
                    diff.add(1, "+ " + line);
                    content.add(0, line);
                    changes++;
                }
            }
        }

        private String stripped(String line) {
            int start = 0;
            while (start < line.length() && uncomment.indexOf(line.charAt(start)) >= 0) {
                start++;
            }
            return line.substring(start);
        }

        private static String folded(String text, boolean fold) {
            return fold ? text.toLowerCase(Locale.ROOT) : text;
        }
    }
}
