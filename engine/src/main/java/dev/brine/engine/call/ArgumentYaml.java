package dev.brine.engine.call;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** Reads one argument as YAML where that gives something other than the text itself (Salt 3006: {@code yamlify_arg}). */
final class ArgumentYaml {
    private ArgumentYaml() {}

    static @Nullable Object read(String text) {
        String bare = text.strip();
        if (bare.isEmpty() || bare.equals("---") || bare.equals("...") || digitsWithUnderscores(bare)) {
            return text;
        }
        if (text.indexOf('\t') >= 0 || text.indexOf('\r') >= 0 || text.indexOf('\n') >= 0) {
            return text;
        }
        if (text.equals("None")) {
            return null;
        }
        Object value;
        try {
            value = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
        } catch (YAMLException e) {
            return text;
        }
        return kept(text, bare, value);
    }

    /** Which readings count: braces make a map, brackets a list, and a comment sign must not swallow text. */
    private static @Nullable Object kept(String text, String bare, @Nullable Object value) {
        if (value instanceof String read) {
            boolean lost = text.indexOf('#') >= 0 || (read.isEmpty() && (text.equals("|") || text.equals("!")));
            return lost ? text : read;
        }
        if (value == null) {
            return text.indexOf('#') >= 0 || bare.equals("!") ? text : null;
        }
        if (value instanceof Map<?, ?> map) {
            return text.startsWith("{") ? plain(map) : text;
        }
        if (value instanceof List<?> list) {
            return text.startsWith("[") ? plain(list) : text;
        }
        return value instanceof Number || value instanceof Boolean ? plain(value) : text;
    }

    private static boolean digitsWithUnderscores(String bare) {
        return bare.indexOf('_') >= 0 && bare.chars().allMatch(c -> c == '_' || (c >= '0' && c <= '9'));
    }

    private static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof Integer number) {
            return number.longValue();
        }
        if (value instanceof List<?> items) {
            List<@Nullable Object> copy = new ArrayList<>(items.size());
            items.forEach(item -> copy.add(plain(item)));
            return copy;
        }
        if (value instanceof Map<?, ?> map) {
            Map<@Nullable Object, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((k, v) -> copy.put(plain(k), plain(v)));
            return copy;
        }
        return value instanceof java.util.Date date ? date.toInstant().toString() : value;
    }
}
