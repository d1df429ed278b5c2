package dev.brine.engine.call;

import dev.brine.engine.render.yaml.YamlError;
import dev.brine.engine.render.yaml.YamlLoader;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one argument as YAML where that gives something other than the text itself (Salt 3006: {@code yamlify_arg}). */
final class ArgumentYaml {
    private ArgumentYaml() {}

    static @Nullable Object read(String text) {
        String bare = text.strip();
        boolean mark = bare.equals("---") || bare.equals("...") || bare.startsWith("%");
        if (bare.isEmpty() || mark || digitsWithUnderscores(bare)) {
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
            value = new YamlLoader().load(text);
        } catch (YamlError e) {
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
            return text.startsWith("{") ? map : text;
        }
        if (value instanceof List<?> list) {
            return text.startsWith("[") ? list : text;
        }
        return value instanceof Number || value instanceof Boolean ? value : text;
    }

    private static boolean digitsWithUnderscores(String bare) {
        return bare.indexOf('_') >= 0 && bare.chars().allMatch(c -> c == '_' || (c >= '0' && c <= '9'));
    }
}
