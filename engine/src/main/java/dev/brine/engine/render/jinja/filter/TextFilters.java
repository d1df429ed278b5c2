package dev.brine.engine.render.jinja.filter;

import dev.brine.engine.render.jinja.method.PercentFormat;
import dev.brine.engine.render.jinja.value.Arguments;
import dev.brine.engine.render.jinja.value.EvalContext;
import dev.brine.engine.render.jinja.value.PyError;
import dev.brine.engine.render.jinja.value.Signature;
import dev.brine.engine.render.jinja.value.Text;
import dev.brine.engine.render.jinja.value.TextBuilder;
import dev.brine.engine.render.jinja.value.Tuple;
import dev.brine.engine.render.jinja.value.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Jinja's filters on strings. Those that keep the order of characters keep track of event text inside. */
final class TextFilters {
    private static final Pattern WORD_START = Pattern.compile("[-\\s({\\[<]+", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern WORD = Pattern.compile("\\w+", Pattern.UNICODE_CHARACTER_CLASS);

    private TextFilters() {}

    static Room room() {
        return new Room()
                .add(
                        "upper",
                        "do_upper()",
                        (c, v, a) -> Room.like(v, Values.text(v).toUpperCase(Locale.ROOT)))
                .add(
                        "lower",
                        "do_lower()",
                        (c, v, a) -> Room.like(v, Values.text(v).toLowerCase(Locale.ROOT)))
                .add("capitalize", "do_capitalize()", (c, v, a) -> Room.like(v, PyText.capitalize(Values.text(v))))
                .add("title", "do_title()", (c, v, a) -> Room.like(v, title(Values.text(v))))
                .add(
                        "center",
                        "do_center(width=80)",
                        (c, v, a) -> Room.like(v, PyText.center(Values.text(v), a.integer(0))))
                .add("replace", "do_replace(old, new, count=None)", (c, v, a) -> replace(v, a))
                .add("trim", "do_trim(chars=None)", (c, v, a) -> trim(v, a))
                .add("indent", "do_indent(width=4, first=False, blank=False)", (c, v, a) -> indent(v, a))
                .add(
                        "truncate",
                        "do_truncate(length=255, killwords=False, end='...', leeway=None)",
                        (c, v, a) -> truncate(v, a))
                .add(
                        "wordwrap",
                        "do_wordwrap(width=79, break_long_words=True, wrapstring=None, break_on_hyphens=True)",
                        (c, v, a) -> wordwrap(v, a))
                .add(
                        "wordcount",
                        "do_wordcount()",
                        (c, v, a) -> WORD.matcher(Values.text(v)).results().count())
                .add("format", (c, v, a) -> format(c, v, a))
                .add("string", "soft_str()", (c, v, a) -> Values.string(v));
    }

    private static Object format(EvalContext context, @Nullable Object value, Arguments a) {
        if (!a.positional().isEmpty() && !a.keyword().isEmpty()) {
            throw PyError.runtime("can't handle positional and keyword arguments at the same time");
        }
        Object values = a.keyword().isEmpty() ? Tuple.of(a.positional()) : a.keyword();
        return PercentFormat.format(Values.string(value), values, context.budget());
    }

    private static String title(String text) {
        StringBuilder out = new StringBuilder();
        Matcher gaps = WORD_START.matcher(text);
        int from = 0;
        while (gaps.find()) {
            out.append(titleWord(text.substring(from, gaps.start()))).append(gaps.group());
            from = gaps.end();
        }
        return out.append(titleWord(text.substring(from))).toString();
    }

    private static String titleWord(String word) {
        if (word.isEmpty()) {
            return word;
        }
        int first = word.offsetByCodePoints(0, 1);
        return word.substring(0, first).toUpperCase(Locale.ROOT)
                + word.substring(first).toLowerCase(Locale.ROOT);
    }

    private static Object plainString(@Nullable Object value) {
        Object string = Values.string(value);
        return string instanceof Text text ? text.asPlain() : string;
    }

    private static Object replace(@Nullable Object value, Signature.Bound a) {
        Object source = plainString(value);
        String text = source.toString();
        String old = a.text(0);
        Object fresh = plainString(a.get(1));
        int left = a.isNone(2) ? -1 : a.integer(2);
        TextBuilder out = new TextBuilder();
        int from = 0;
        int at = old.isEmpty() ? 0 : text.indexOf(old);
        while (at >= 0 && left != 0) {
            out.append(source, from, at).append(inPlaceOf(source, at, at + old.length(), fresh));
            left--;
            from = at + old.length();
            if (old.isEmpty()) {
                if (at >= text.length()) {
                    break;
                }
                at = text.offsetByCodePoints(at, 1);
            } else {
                at = text.indexOf(old, from);
            }
        }
        return out.append(source, from, text.length()).build();
    }

    /** What replaces event text is event text: the event chose where it stands. */
    private static Object inPlaceOf(Object source, int from, int to, Object fresh) {
        String origin = source instanceof Text text ? text.originBetween(from, Math.max(to, from + 1)) : null;
        return origin == null ? fresh : Text.tainted(fresh.toString(), origin);
    }

    private static Object trim(@Nullable Object value, Signature.Bound a) {
        Object source = Values.string(value);
        String text = source.toString();
        Object chars = a.get(0);
        if (chars != null && !Values.isString(chars)) {
            throw PyError.type("strip arg must be None or str");
        }
        int[] ends = PyText.strip(text, chars == null ? null : chars.toString());
        return source instanceof Text t ? t.slice(ends[0], ends[1]) : text.substring(ends[0], ends[1]);
    }

    private static Object indent(@Nullable Object value, Signature.Bound a) {
        Object width = a.get(0);
        String indention = Values.isString(width) ? a.text(0) : " ".repeat(Math.max(a.integer(0), 0));
        if (value == null || !Values.isString(value)) {
            Values.text(value);
            if (Values.typeName(value).equals("list")) {
                throw PyError.attribute("'list' object has no attribute 'splitlines'");
            }
            throw PyError.type(PyText.badConcat(value).replace(" +: ", " +=: "));
        }
        String text = withoutEventText(value) + "\n";
        TextBuilder out = new TextBuilder();
        if (a.truth(1)) {
            out.append(indention);
        }
        boolean first = true;
        for (int[] line : PyText.lines(text)) {
            // a line break of the event stays inside its text, which finds its place in YAML without indentation
            String origin =
                    first || !(value instanceof Text broken) ? null : broken.originBetween(line[0] - 1, line[0]);
            if (!first) {
                out.append(origin == null ? "\n" : Text.tainted("\n", origin));
                if (origin == null && (line[0] < line[1] || a.truth(2))) {
                    out.append(indention);
                }
            }
            first = false;
            out.append(value, line[0], line[1]);
        }
        return value instanceof Text t && t.isMarkup() ? out.buildMarkup() : out.build();
    }

    /** The characters with event text blotted out: its line breaks are not lines of the template. */
    private static String withoutEventText(Object string) {
        if (!(string instanceof Text text) || !text.isTainted()) {
            return string.toString();
        }
        StringBuilder out = new StringBuilder(text.toString());
        for (Text.Span span : text.spans()) {
            out.replace(span.start(), span.end(), "x".repeat(span.end() - span.start()));
        }
        return out.toString();
    }

    private static Object truncate(@Nullable Object value, Signature.Bound a) {
        int length = a.integer(0);
        String end = a.text(2);
        int leeway = a.isNone(3) ? 5 : a.integer(3);
        int endLength = end.codePointCount(0, end.length());
        if (length < endLength) {
            throw PyError.of("AssertionError", "expected length >= " + endLength + ", got " + length);
        }
        if (leeway < 0) {
            throw PyError.of("AssertionError", "expected leeway >= 0, got " + leeway);
        }
        int size = Values.length(value);
        if (value == null || size <= (long) length + leeway) {
            return value == null ? "" : value;
        }
        if (!Values.isString(value)) {
            throw PyError.type(PyText.badConcat(value));
        }
        String text = value.toString();
        String cut = text.substring(0, text.offsetByCodePoints(0, Math.min(length - endLength, size)));
        int space = a.truth(1) ? -1 : cut.lastIndexOf(' ');
        return Room.like(value, (space < 0 ? cut : cut.substring(0, space)) + end);
    }

    private static Object wordwrap(@Nullable Object value, Signature.Bound a) {
        if (value == null || !Values.isString(value)) {
            Values.text(value);
            throw PyError.attribute("'" + Values.typeName(value) + "' object has no attribute 'splitlines'");
        }
        String text = value.toString();
        String joint = a.isNone(2) ? "\n" : a.text(2);
        WordWrap wrap = new WordWrap(a.integer(0), a.truth(1), a.truth(3));
        List<String> paragraphs = new ArrayList<>();
        for (int[] line : PyText.lines(text)) {
            paragraphs.add(String.join(joint, wrap.wrap(text.substring(line[0], line[1]))));
        }
        return String.join(joint, paragraphs);
    }
}
