package dev.brine.engine.render.jinja.filter;

import dev.brine.engine.render.jinja.value.PyError;
import dev.brine.engine.render.jinja.value.Repr;
import dev.brine.engine.render.jinja.value.Signature;
import dev.brine.engine.render.jinja.value.Text;
import dev.brine.engine.render.jinja.value.TextBuilder;
import dev.brine.engine.render.jinja.value.Undefined;
import dev.brine.engine.render.jinja.value.Values;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Jinja's filters for HTML, XML and URLs. */
final class MarkupFilters {
    private static final Pattern COMMENT = Pattern.compile("<!--.*?-->", Pattern.DOTALL);
    private static final Pattern TAG = Pattern.compile("<.*?>", Pattern.DOTALL);
    private static final Pattern BAD_KEY = Pattern.compile("[\\s/>=]");

    private MarkupFilters() {}

    static Room room() {
        return new Room()
                .add("escape", "escape()", (c, v, a) -> escape(v, false))
                .alias("e", "escape")
                .add("forceescape", "do_forceescape()", (c, v, a) -> escape(v, true))
                .add("safe", "do_mark_safe()", (c, v, a) -> markup(Values.string(v)))
                .add("striptags", "do_striptags()", (c, v, a) -> striptags(Values.text(v)))
                .add("urlencode", "do_urlencode()", (c, v, a) -> urlencode(v))
                .add(
                        "urlize",
                        "do_urlize(trim_url_limit=None, nofollow=False, target=None, rel=None, extra_schemes=None)",
                        (c, v, a) -> Urlize.urlize(Values.text(v), a))
                .add("xmlattr", "do_xmlattr(autospace=True)", (c, v, a) -> xmlattr(v, a));
    }

    private static Text markup(Object string) {
        return string instanceof Text text ? text.asMarkup() : Text.markup((String) string);
    }

    private static Text escape(@Nullable Object value, boolean again) {
        Object string = Values.string(value);
        if (string instanceof Text text && text.isMarkup() && !again) {
            return text;
        }
        String characters = string.toString();
        TextBuilder out = new TextBuilder();
        int from = 0;
        for (int i = 0; i < characters.length(); i++) {
            String entity = entity(characters.charAt(i));
            if (entity != null) {
                out.append(string, from, i).append(entity);
                from = i + 1;
            }
        }
        return out.append(string, from, characters.length()).buildMarkup();
    }

    static String escaped(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            String entity = entity(text.charAt(i));
            if (entity == null) {
                out.append(text.charAt(i));
            } else {
                out.append(entity);
            }
        }
        return out.toString();
    }

    private static @Nullable String entity(char c) {
        return switch (c) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            case '\'' -> "&#39;";
            case '"' -> "&#34;";
            default -> null;
        };
    }

    private static String striptags(String text) {
        String bare = TAG.matcher(COMMENT.matcher(text).replaceAll("")).replaceAll("");
        return Entities.unescape(String.join(" ", PyText.words(bare)));
    }

    private static String urlencode(@Nullable Object value) {
        if (Values.isString(value) || (!(value instanceof Map) && Values.iterateOrNull(value) == null)) {
            return quote(Values.text(value), "/");
        }
        List<String> parts = new ArrayList<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((k, v) -> parts.add(forQuery(k) + "=" + forQuery(v)));
        } else {
            for (Iterator<@Nullable Object> pairs = Values.iterate(value); pairs.hasNext(); ) {
                Object item = pairs.next();
                if (Values.iterateOrNull(item) == null) {
                    throw PyError.type("cannot unpack non-iterable " + Values.typeName(item) + " object");
                }
                List<@Nullable Object> pair = Values.list(item);
                if (pair.size() != 2) {
                    throw PyError.value(
                            pair.size() < 2
                                    ? "not enough values to unpack (expected 2, got " + pair.size() + ")"
                                    : "too many values to unpack (expected 2)");
                }
                parts.add(forQuery(pair.get(0)) + "=" + forQuery(pair.get(1)));
            }
        }
        return String.join("&", parts);
    }

    private static String forQuery(@Nullable Object value) {
        return quote(Values.text(value), "").replace("%20", "+");
    }

    private static String quote(String text, String safe) {
        StringBuilder out = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain = (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || "_.-~".indexOf(c) >= 0;
            if (plain || safe.indexOf(c) >= 0) {
                out.append(c);
            } else {
                out.append(String.format("%%%02X", (int) c));
            }
        }
        return out.toString();
    }

    private static String xmlattr(@Nullable Object value, Signature.Bound a) {
        if (!(value instanceof Map<?, ?> map)) {
            Values.text(value);
            throw PyError.attribute("'" + Values.typeName(value) + "' object has no attribute 'items'");
        }
        List<String> items = new ArrayList<>();
        map.forEach((k, v) -> {
            if (v == null || v instanceof Undefined) {
                return;
            }
            String key = Values.text(k);
            if (BAD_KEY.matcher(key).find()) {
                throw PyError.value("Invalid character in attribute name: " + Repr.repr(key));
            }
            items.add(escape(k, false) + "=\"" + escape(v, false) + "\"");
        });
        String all = String.join(" ", items);
        return a.truth(0) && !all.isEmpty() ? " " + all : all;
    }
}
