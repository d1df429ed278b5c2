package dev.brine.states.run;

import dev.brine.engine.render.yaml.YamlLoader;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what stands in the parentheses of a slot: comma-separated values, quoted texts, {@code key=value}. */
final class SlotArguments {
    private static final Pattern ARGUMENT = Pattern.compile(
            "\\s*(?:([A-Za-z_][A-Za-z0-9_]*)\\s*=\\s*)?(\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*'|\\[[^\\]]*\\]|\\{[^}]*\\}|[^,]*)\\s*(,|$)");

    private SlotArguments() {}

    @SuppressWarnings("NullAway") // plain values: null is one
    static void parse(String text, List<Object> args, Map<String, Object> kwargs) {
        if (text.isBlank()) {
            return;
        }
        Matcher matcher = ARGUMENT.matcher(text);
        int at = 0;
        while (at < text.length()) {
            if (!matcher.find(at) || matcher.start() != at) {
                throw Slots.malformed(text);
            }
            Object value = value(matcher.group(2).strip());
            if (matcher.group(1) == null) {
                args.add(value);
            } else {
                kwargs.put(matcher.group(1), value);
            }
            at = matcher.end();
        }
    }

    @SuppressWarnings("NullAway") // plain values: null is one
    private static Object value(String text) {
        boolean quoted = text.length() > 1
                && (text.charAt(0) == '"' || text.charAt(0) == '\'')
                && text.charAt(0) == text.charAt(text.length() - 1);
        return quoted ? text.substring(1, text.length() - 1) : text.equals("None") ? null : new YamlLoader().load(text);
    }
}
