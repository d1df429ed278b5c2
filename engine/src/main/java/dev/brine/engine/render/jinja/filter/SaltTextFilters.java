package dev.brine.engine.render.jinja.filter;

import dev.brine.engine.data.Glob;
import dev.brine.engine.render.jinja.value.EvalContext;
import dev.brine.engine.render.jinja.value.PyError;
import dev.brine.engine.render.jinja.value.Signature;
import dev.brine.engine.render.jinja.value.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Salt's filters on strings. */
final class SaltTextFilters {
    private static final Pattern UNSAFE = Pattern.compile("[^a-zA-Z0-9_@%+=:,./-]");

    private SaltTextFilters() {}

    static Room room() {
        return new Room()
                .add("quote", "quote()", (c, v, a) -> shellQuote(v))
                .add("skip", "skip_filter()", (c, v, a) -> "")
                .add("contains_whitespace", "contains_whitespace()", (c, v, a) -> containsWhitespace(v))
                .add("to_snake_case", "camel_to_snake_case()", (c, v, a) -> snakeCase(string(v, "lower")))
                .add(
                        "to_camelcase",
                        "snake_to_camel_case(uppercamel=False)",
                        (c, v, a) -> camelCase(string(v, "split"), a.truth(0)))
                .add("substring_in_list", "substr_in_list(list_to_search)", (c, v, a) -> isInside(c, v, a.get(0)))
                .add(
                        "check_whitelist_blacklist",
                        "check_whitelist_blacklist(whitelist=None, blacklist=None)",
                        (c, v, a) -> check(c, v, a));
    }

    private static String shellQuote(@Nullable Object value) {
        if (!Values.truth(value)) {
            return "''";
        }
        if (!Values.isString(value)) {
            throw PyError.type("expected string or bytes-like object, got '" + Values.typeName(value) + "'");
        }
        String text = Values.text(value);
        return UNSAFE.matcher(text).find() ? "'" + text.replace("'", "'\"'\"'") + "'" : text;
    }

    private static boolean containsWhitespace(@Nullable Object value) {
        for (Object item : Values.list(value)) {
            if (!Values.isString(item)) {
                throw PyError.attribute("'" + Values.typeName(item) + "' object has no attribute 'isspace'");
            }
            String text = Values.text(item);
            if (!text.isEmpty() && text.codePoints().allMatch(PyText::isSpace)) {
                return true;
            }
        }
        return false;
    }

    private static String string(@Nullable Object value, String method) {
        if (!Values.isString(value)) {
            Values.truth(value);
            throw PyError.attribute("'" + Values.typeName(value) + "' object has no attribute '" + method + "'");
        }
        return Values.text(value);
    }

    private static String snakeCase(String text) {
        if (text.isEmpty()) {
            throw PyError.index("string index out of range");
        }
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean afterLower = i > 0 && Character.isLowerCase(text.charAt(i - 1));
            boolean beforeLower = i + 1 < text.length() && Character.isLowerCase(text.charAt(i + 1));
            if (i > 0 && Character.isUpperCase(c) && (afterLower || beforeLower)) {
                out.append('_');
            }
            out.append(String.valueOf(c).toLowerCase(Locale.ROOT));
        }
        return out.toString();
    }

    private static String camelCase(String text, boolean upper) {
        String[] words = text.split("_", -1);
        StringBuilder out = new StringBuilder(upper ? PyText.capitalize(words[0]) : words[0]);
        for (int i = 1; i < words.length; i++) {
            out.append(PyText.capitalize(words[i]));
        }
        return out.toString();
    }

    private static boolean isInside(EvalContext context, @Nullable Object wanted, @Nullable Object list) {
        for (Object item : Values.list(list)) {
            if (Values.contains(context, item, wanted)) {
                return true;
            }
        }
        return false;
    }

    private static boolean check(EvalContext context, @Nullable Object value, Signature.Bound a) {
        List<@Nullable Object> white = expressions(a.get(0), "whitelist");
        List<@Nullable Object> black = expressions(a.get(1), "blacklist");
        boolean inWhite = white.stream().anyMatch(e -> matches(context, value, e));
        boolean inBlack = black.stream().anyMatch(e -> matches(context, value, e));
        return (black.isEmpty() || !inBlack) && (white.isEmpty() || inWhite);
    }

    private static List<@Nullable Object> expressions(@Nullable Object value, String name) {
        if (!Values.truth(value)) {
            return List.of();
        }
        if (Values.isString(value)) {
            return List.of(Values.text(value));
        }
        if (Values.iterateOrNull(value) == null) {
            throw PyError.type("Expecting iterable " + name + ", but got " + Values.typeName(value) + " ("
                    + Values.text(value) + ")");
        }
        return new ArrayList<>(Values.list(value));
    }

    /** A glob or a regular expression for the whole text; what is no text never matches. */
    private static boolean matches(EvalContext context, @Nullable Object value, @Nullable Object expression) {
        if (!Values.isString(value) || !Values.isString(expression)) {
            return false;
        }
        if (Glob.of(Values.text(expression)).test(Values.text(value))) {
            return true;
        }
        try {
            return PyPattern.compile("\\A" + Values.text(expression) + "\\Z", false, false)
                    .matches(Values.text(value), context.budget());
        } catch (PyError e) {
            if (e.type().equals("error")) {
                return false;
            }
            throw e;
        }
    }
}
