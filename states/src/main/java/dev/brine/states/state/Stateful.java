package dev.brine.states.state;

import dev.brine.engine.data.TextKeys;
import dev.brine.engine.render.json.JsonError;
import dev.brine.engine.render.json.JsonReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The {@code stateful} option of commands: what a command prints says whether it changed something.
 *
 * @param on whether it is asked for
 * @param testName the command to run in its place in test mode; null when there is none
 */
record Stateful(boolean on, @Nullable String testName) {
    private static final Pattern WORD = Pattern.compile("(?:[^\\s\"'\\\\]|\\\\.|\"(?:[^\"\\\\]|\\\\.)*\"|'[^']*')+");

    static Stateful of(@Nullable Object option) {
        if (option instanceof List<?> items) {
            Object first = items.isEmpty() ? null : items.get(0);
            Object name = first instanceof Map<?, ?> map ? map.get("test_name") : null;
            return new Stateful(!items.isEmpty(), name == null ? null : name.toString());
        }
        return new Stateful(Boolean.TRUE.equals(option), null);
    }

    /** The result as the command's output has it. */
    Map<String, Object> read(Map<String, Object> result) {
        Map<String, Object> ran = TextKeys.copy(result.get("changes"));
        result.put("changes", new LinkedHashMap<>());
        result.put("comment", "");
        Object out = ran.get("stdout");
        if (!(out instanceof String text) || text.isEmpty()) {
            if (Args.truth(ran.get("stderr"))) {
                result.put("comment", ran.get("stderr"));
            }
            return result;
        }
        Map<String, Object> data = new LinkedHashMap<>();
        String rest = "";
        Object json = json(text);
        if (json instanceof Map<?, ?> map) {
            map.forEach((key, value) -> data.put(String.valueOf(key), value));
        } else if (json != null) {
            result.put("comment", "script JSON output must be a JSON object (e.g., {})!");
            result.put("result", false);
            return result;
        } else {
            int newline = text.stripTrailing().lastIndexOf('\n');
            // Salt 3006: the line itself is cut off; where it is the only one, that is one character
            rest = text.substring(0, newline < 0 ? text.length() - 1 : newline);
            if (!pairs(text.substring(newline + 1), data)) {
                result.put(
                        "comment", "Failed parsing script output! Stdout must be JSON or a line of name=value pairs.");
                result.put("result", false);
                result.put("changes", ran);
                return result;
            }
        }
        boolean changed = truth(data.getOrDefault("changed", "no"));
        if (data.containsKey("comment")) {
            result.put("comment", data.remove("comment"));
        }
        if (changed) {
            ran.forEach(data::putIfAbsent);
            data.put("stdout", json instanceof Map ? "" : rest);
            result.put("changes", data);
        }
        return result;
    }

    private static @Nullable Object json(String text) {
        try {
            return JsonReader.read(text);
        } catch (JsonError e) {
            return null;
        }
    }

    private static boolean pairs(String line, Map<String, Object> data) {
        Matcher words = WORD.matcher(line);
        while (words.find()) {
            String[] parts = words.group().replaceAll("[\"']", "").split("=", -1);
            if (parts.length != 2) {
                return false;
            }
            data.put(parts[0], parts[1]);
        }
        return true;
    }

    private static boolean truth(@Nullable Object value) {
        String word = String.valueOf(value).toLowerCase(Locale.ROOT);
        return word.equals("true") || word.equals("yes") || word.equals("1");
    }
}
