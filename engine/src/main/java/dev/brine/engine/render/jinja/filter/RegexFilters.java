package dev.brine.engine.render.jinja.filter;

import dev.brine.engine.render.jinja.value.PyError;
import dev.brine.engine.render.jinja.value.Signature;
import dev.brine.engine.render.jinja.value.Taint;
import dev.brine.engine.render.jinja.value.Text;
import dev.brine.engine.render.jinja.value.Tuple;
import dev.brine.engine.render.jinja.value.Values;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Salt's regular expressions. */
final class RegexFilters {
    private static final String SPECIAL = "()[]{}?*+-|^$\\.&~# \t\n\r\u000b\f";

    private RegexFilters() {}

    static Room room() {
        String parameters = "(rgx, ignorecase=False, multiline=False)";
        return new Room()
                .add(
                        "regex_match",
                        "regex_match" + parameters,
                        (c, v, a) -> like(v, pattern(a, 1).match(subject(v), c.budget())))
                .add(
                        "regex_search",
                        "regex_search" + parameters,
                        (c, v, a) -> like(v, pattern(a, 1).search(subject(v), c.budget())))
                .add(
                        "regex_replace",
                        "regex_replace(rgx, val, ignorecase=False, multiline=False)",
                        (c, v, a) -> pattern(a, 2).sub(a.text(1), subject(v), c.budget()))
                .add("regex_escape", "regex_escape()", (c, v, a) -> escape(v));
    }

    private static PyPattern pattern(Signature.Bound a, int flags) {
        if (!Values.isString(a.get(0))) {
            Values.text(a.get(0));
            throw PyError.type("first argument must be string or compiled pattern");
        }
        return PyPattern.compile(a.text(0), a.truth(flags), a.truth(flags + 1));
    }

    private static String subject(@Nullable Object value) {
        if (!Values.isString(value)) {
            throw PyError.type("expected string or bytes-like object, got '" + Values.typeName(value) + "'");
        }
        return Values.text(value);
    }

    /** Pieces of event text are event text. */
    private static @Nullable Object like(@Nullable Object source, @Nullable Tuple groups) {
        String origin = Taint.origin(source);
        if (groups == null || origin == null) {
            return groups;
        }
        List<@Nullable Object> tainted = new ArrayList<>();
        groups.forEach(group -> tainted.add(group == null ? null : Text.tainted((String) group, origin)));
        return Tuple.of(tainted);
    }

    private static String escape(@Nullable Object value) {
        if (!Values.isString(value)) {
            throw PyError.type("decoding to str: need a bytes-like object, " + Values.typeName(value) + " found");
        }
        String text = Values.text(value);
        StringBuilder out = new StringBuilder();
        text.chars().forEach(c -> {
            if (SPECIAL.indexOf(c) >= 0) {
                out.append('\\');
            }
            out.append((char) c);
        });
        return out.toString();
    }
}
