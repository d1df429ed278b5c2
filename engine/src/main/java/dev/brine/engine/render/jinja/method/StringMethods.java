package dev.brine.engine.render.jinja.method;

import dev.brine.engine.render.jinja.value.Arguments;
import dev.brine.engine.render.jinja.value.EvalContext;
import dev.brine.engine.render.jinja.value.PyError;
import dev.brine.engine.render.jinja.value.Signature;
import dev.brine.engine.render.jinja.value.Signature.Bound;
import dev.brine.engine.render.jinja.value.Taint;
import dev.brine.engine.render.jinja.value.Text;
import dev.brine.engine.render.jinja.value.TextBuilder;
import dev.brine.engine.render.jinja.value.Tuple;
import dev.brine.engine.render.jinja.value.Undefined;
import dev.brine.engine.render.jinja.value.Values;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Methods of str on bare strings; {@link TextMethods} puts Markup and taint around them. */
final class StringMethods {
    private static final Map<String, Method<String>> TABLE = new HashMap<>();

    private interface Body {
        @Nullable
        Object call(EvalContext context, String self, Bound arguments);
    }

    static {
        cases();
        edges();
        searching();
        splitting();
        questions();
        building();
    }

    private StringMethods() {}

    static @Nullable Method<String> find(String name) {
        return TABLE.get(name);
    }

    private static void add(String signature, Body body) {
        Signature parsed = Signature.of(signature);
        String name = signature.substring(0, signature.indexOf('(')).replace("str.", "");
        TABLE.put(name, (context, self, arguments) -> {
            if (!TextMethods.hasText(arguments)) {
                return body.call(context, self, parsed.bind(arguments));
            }
            Object result = body.call(context, self, parsed.bind(TextMethods.bareArguments(arguments)));
            String origin = Taint.origin(arguments.positional());
            return origin == null ? result : TextMethods.rewrap(result, Text.tainted("", origin));
        });
    }

    private static void cases() {
        add("upper()", (c, s, a) -> s.toUpperCase(Locale.ROOT));
        add("lower()", (c, s, a) -> s.toLowerCase(Locale.ROOT));
        add("casefold()", (c, s, a) -> s.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT));
        add("capitalize()", (c, s, a) -> Casing.capitalize(s));
        add("title()", (c, s, a) -> Casing.title(s));
        add("swapcase()", (c, s, a) -> Casing.swap(s));
    }

    private static void edges() {
        add("strip(chars=None)", (c, s, a) -> Strip.BOTH.apply(s, chars(a, "strip")));
        add("lstrip(chars=None)", (c, s, a) -> Strip.LEFT.apply(s, chars(a, "lstrip")));
        add("rstrip(chars=None)", (c, s, a) -> Strip.RIGHT.apply(s, chars(a, "rstrip")));
        add("removeprefix(prefix)", (c, s, a) -> {
            String prefix = string(a.get(0), "removeprefix() argument must be str, not ");
            return s.startsWith(prefix) ? s.substring(prefix.length()) : s;
        });
        add("removesuffix(suffix)", (c, s, a) -> {
            String suffix = string(a.get(0), "removesuffix() argument must be str, not ");
            return !suffix.isEmpty() && s.endsWith(suffix) ? s.substring(0, s.length() - suffix.length()) : s;
        });
        add("center(width, fillchar=' ')", (c, s, a) -> {
            int missing = missing(c, s, a);
            int left = missing / 2 + (missing & a.integer(0) & 1);
            return fill(a).repeat(left) + s + fill(a).repeat(missing - left);
        });
        add("ljust(width, fillchar=' ')", (c, s, a) -> s + fill(a).repeat(missing(c, s, a)));
        add("rjust(width, fillchar=' ')", (c, s, a) -> fill(a).repeat(missing(c, s, a)) + s);
        add("zfill(width)", (c, s, a) -> {
            String zeros = "0".repeat(missing(c, s, a));
            boolean signed = s.startsWith("-") || s.startsWith("+");
            return signed ? s.charAt(0) + zeros + s.substring(1) : zeros + s;
        });
        add("expandtabs(tabsize=8)", (c, s, a) -> {
            c.budget()
                    .checkChars((long) Math.max(0, a.integer(0))
                            * s.chars().filter(p -> p == '\t').count());
            return Lines.expandTabs(s, a.integer(0));
        });
    }

    private static @Nullable String chars(Bound a, String method) {
        Object chars = a.get(0);
        if (chars != null && !(chars instanceof String)) {
            throw PyError.type(method + " arg must be None or str");
        }
        return (String) chars;
    }

    private static String fill(Bound a) {
        Object fill = a.get(1);
        if (!(fill instanceof String text) || text.codePointCount(0, text.length()) != 1) {
            throw PyError.type("The fill character must be exactly one character long");
        }
        return text;
    }

    private static int missing(EvalContext context, String s, Bound a) {
        int width = a.integer(0);
        context.budget().checkChars(width);
        return Math.max(0, width - s.codePointCount(0, s.length()));
    }

    private static void searching() {
        add("find(sub, start=None, end=None)", (c, s, a) -> Search.of(s, a).first());
        add("rfind(sub, start=None, end=None)", (c, s, a) -> Search.of(s, a).last());
        add(
                "index(sub, start=None, end=None)",
                (c, s, a) -> found(Search.of(s, a).first()));
        add(
                "rindex(sub, start=None, end=None)",
                (c, s, a) -> found(Search.of(s, a).last()));
        add("count(sub, start=None, end=None)", (c, s, a) -> Search.of(s, a).count());
        add("startswith(prefix, start=None, end=None)", (c, s, a) -> edge(s, a, "startswith", true));
        add("endswith(suffix, start=None, end=None)", (c, s, a) -> edge(s, a, "endswith", false));
    }

    private static Object found(long index) {
        if (index < 0) {
            throw PyError.value("substring not found");
        }
        return index;
    }

    private static Object edge(String s, Bound a, String method, boolean start) {
        String part = Search.part(s, a.get(1), a.get(2));
        if (part == null) {
            return false;
        }
        if (a.get(0) instanceof Tuple choices) {
            for (Object choice : choices) {
                String text = string(choice, "tuple for " + method + " must only contain str, not ");
                if (start ? part.startsWith(text) : part.endsWith(text)) {
                    return true;
                }
            }
            return false;
        }
        if (!(a.get(0) instanceof String text)) {
            throw PyError.type(method + " first arg must be str or a tuple of str, not " + Values.typeName(a.get(0)));
        }
        return start ? part.startsWith(text) : part.endsWith(text);
    }

    static String string(@Nullable Object value, String fault) {
        if (value instanceof Undefined undefined) {
            throw undefined.error();
        }
        if (!Values.isString(value)) {
            throw PyError.type(fault + Values.typeName(value));
        }
        return Values.text(value);
    }

    private static void splitting() {
        add("split(sep=None, maxsplit=-1)", (c, s, a) -> Split.left(s, separator(a), a.integer(1)));
        add("rsplit(sep=None, maxsplit=-1)", (c, s, a) -> Split.right(s, separator(a), a.integer(1)));
        add("splitlines(keepends=False)", (c, s, a) -> Lines.split(s, a.truth(0)));
        add("partition(sep)", (c, s, a) -> {
            String sep = nonEmpty(a.get(0));
            int at = s.indexOf(sep);
            return at < 0 ? Tuple.of(s, "", "") : Tuple.of(s.substring(0, at), sep, s.substring(at + sep.length()));
        });
        add("rpartition(sep)", (c, s, a) -> {
            String sep = nonEmpty(a.get(0));
            int at = s.lastIndexOf(sep);
            return at < 0 ? Tuple.of("", "", s) : Tuple.of(s.substring(0, at), sep, s.substring(at + sep.length()));
        });
    }

    private static @Nullable String separator(Bound a) {
        return a.isNone(0) ? null : nonEmpty(a.get(0));
    }

    private static String nonEmpty(@Nullable Object separator) {
        String text = string(separator, "must be str or None, not ");
        if (text.isEmpty()) {
            throw PyError.value("empty separator");
        }
        return text;
    }

    private static void questions() {
        add("isalpha()", (c, s, a) -> all(s, Character::isLetter));
        add("isalnum()", (c, s, a) -> all(s, p -> Character.isLetter(p) || Casing.isNumeric(p)));
        add("isdigit()", (c, s, a) -> all(s, Casing::isDigit));
        add("isdecimal()", (c, s, a) -> all(s, Character::isDigit));
        add("isnumeric()", (c, s, a) -> all(s, Casing::isNumeric));
        add("isspace()", (c, s, a) -> all(s, dev.brine.engine.render.jinja.lex.Chars::isSpace));
        add("isascii()", (c, s, a) -> s.chars().allMatch(p -> p < 128));
        add(
                "isprintable()",
                (c, s, a) -> s.codePoints().allMatch(dev.brine.engine.render.jinja.value.Repr::isPrintable));
        add("islower()", (c, s, a) -> Casing.isLower(s));
        add("isupper()", (c, s, a) -> Casing.isUpper(s));
        add("istitle()", (c, s, a) -> Casing.isTitle(s));
        add(
                "isidentifier()",
                (c, s, a) -> !s.isEmpty()
                        && (Character.isLetter(s.codePointAt(0)) || s.charAt(0) == '_')
                        && s.codePoints().allMatch(p -> p == '_' || Character.isUnicodeIdentifierPart(p)));
    }

    private static boolean all(String s, java.util.function.IntPredicate test) {
        return !s.isEmpty() && s.codePoints().allMatch(test);
    }

    private static void building() {
        add("replace(old, new, count=-1)", StringMethods::replace);
        add("encode(encoding='utf-8', errors='strict')", (c, s, a) -> BytesMethods.encode(s, a.text(0), a.text(1)));
        add("translate(table)", StringMethods::translate);
        add("maketrans(x, y=None, z=None)", StringMethods::makeTrans);
        TABLE.put("join", (context, self, arguments) -> join(context, self, arguments));
        TABLE.put("format", (context, self, arguments) -> BraceFormat.format(context, self, arguments));
        TABLE.put("format_map", (context, self, arguments) -> {
            Map<String, @Nullable Object> named = new HashMap<>();
            if (arguments.count() == 1 && arguments.at(0) instanceof Map<?, ?> map) {
                map.forEach((k, v) -> named.put(Values.text(k), v));
            }
            return BraceFormat.format(context, self, new Arguments(List.of(), named));
        });
    }

    private static Object replace(EvalContext context, String s, Bound a) {
        String old = string(a.get(0), "replace() argument 1 must be str, not ");
        String with = string(a.get(1), "replace() argument 2 must be str, not ");
        int count = a.integer(2);
        if (count < 0) {
            long hits =
                    with.length() > old.length() ? (old.isEmpty() ? s.length() + 1L : s.length() / old.length()) : 0;
            context.budget().checkChars(hits * (with.length() - old.length()));
            return s.replace(old, with);
        }
        StringBuilder out = new StringBuilder();
        int at = 0;
        int next = count > 0 ? s.indexOf(old) : -1;
        for (int done = 0; next >= 0 && done < count; done++) {
            out.append(s, at, next).append(with);
            at = next + old.length();
            if (old.isEmpty()) {
                if (at >= s.length()) {
                    break;
                }
                out.append(s.charAt(at));
                at++;
                next = at;
            } else {
                next = s.indexOf(old, at);
            }
        }
        return out.append(s, Math.min(at, s.length()), s.length()).toString();
    }

    private static Object translate(EvalContext context, String s, Bound a) {
        if (!(a.get(0) instanceof Map<?, ?> table)) {
            throw PyError.type("'" + Values.typeName(a.get(0)) + "' object is not subscriptable");
        }
        StringBuilder out = new StringBuilder();
        s.codePoints().forEach(point -> {
            Object to = table.containsKey((long) point) ? table.get((long) point) : (Object) (long) point;
            if (to instanceof Long code) {
                out.appendCodePoint(code.intValue());
            } else if (to != null) {
                out.append(to);
            }
        });
        return out.toString();
    }

    private static Object makeTrans(EvalContext context, String self, Bound a) {
        Map<Object, @Nullable Object> table = new java.util.LinkedHashMap<>();
        if (a.isNone(1) && a.get(0) instanceof Map<?, ?> map) {
            map.forEach((k, v) -> table.put(k instanceof String s ? (Object) (long) s.codePointAt(0) : k, v));
            return table;
        }
        int[] from = a.text(0).codePoints().toArray();
        int[] to = a.text(1).codePoints().toArray();
        if (from.length != to.length) {
            throw PyError.value("the first two maketrans arguments must have equal length");
        }
        for (int i = 0; i < from.length; i++) {
            table.put((long) from[i], (long) to[i]);
        }
        if (!a.isNone(2)) {
            a.text(2).codePoints().forEach(point -> table.put((long) point, null));
        }
        return table;
    }

    /** {@code sep.join(items)}; taint of each item stays with its characters. */
    static Object join(EvalContext context, Object separator, Arguments arguments) {
        if (arguments.count() != 1 || !arguments.keyword().isEmpty()) {
            throw PyError.type("str.join() takes exactly one argument (" + arguments.count() + " given)");
        }
        Iterator<@Nullable Object> items = Values.iterateOrNull(arguments.at(0));
        if (items == null) {
            throw PyError.type("can only join an iterable");
        }
        TextBuilder out = new TextBuilder();
        for (int i = 0; items.hasNext(); i++) {
            Object item = items.next();
            if (item instanceof Undefined || item == null || !Values.isString(item)) {
                throw PyError.type(
                        "sequence item " + i + ": expected str instance, " + Values.typeName(item) + " found");
            }
            if (i > 0) {
                out.append(separator);
            }
            out.append(item);
            context.budget().checkChars(out.length());
        }
        return out.build();
    }
}
