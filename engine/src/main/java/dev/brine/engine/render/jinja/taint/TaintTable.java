package dev.brine.engine.render.jinja.taint;

import dev.brine.engine.render.jinja.value.Text;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Placeholders of one render: event text is printed as a random token, and put back inside finished YAML scalars, so that it
 * can never change the structure of the document. One thread only.
 *
 * <p>Layout of a token: {@code tnt}, 16 random letters a to p of this render (64 bits), a number, {@code z}. It is a plain scalar in
 * every position, and nobody outside can guess it.
 */
public final class TaintTable {

    /**
     * One printed piece.
     *
     * @param text what it spells when it is part of a longer, quoted or block scalar
     * @param whole what a plain scalar made of this token alone stands for; {@code text} itself for strings
     * @param origin where the event has it, for example {@code data['id']}
     */
    public record Entry(String text, Object whole, String origin) {}

    private static final int LETTERS = 16;

    private final SecureRandom random;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private String prefix = "";

    public TaintTable(SecureRandom random) {
        this.random = random;
    }

    private static String prefix(SecureRandom random) {
        byte[] bytes = new byte[LETTERS];
        random.nextBytes(bytes);
        StringBuilder letters = new StringBuilder("tnt");
        for (byte b : bytes) {
            letters.append((char) ('a' + (b & 0x0f)));
        }
        return letters.toString();
    }

    /** Registers one tainted piece of a text and gives its token. */
    public String token(String text, Text.Span span) {
        return token(text, span.whole() == null ? text : span.whole(), span.origin());
    }

    /** Registers a value and gives its token. */
    public String token(String text, Object whole, String origin) {
        if (entries.isEmpty()) {
            prefix = prefix(random);
        }
        String token = prefix + entries.size() + "z";
        entries.put(token, new Entry(text, whole, origin));
        return token;
    }

    /** The text with a token in the place of each tainted piece. */
    public String replaced(Object string) {
        if (!(string instanceof Text text) || !text.isTainted()) {
            return string.toString();
        }
        String characters = text.toString();
        StringBuilder out = new StringBuilder();
        int from = 0;
        for (Text.Span span : text.spans()) {
            out.append(characters, from, span.start());
            out.append(token(characters.substring(span.start(), span.end()), span));
            from = span.end();
        }
        return out.append(characters, from, characters.length()).toString();
    }

    /** A loaded value with all tokens put back, as tainted text again. */
    public @Nullable Object restoreAll(@Nullable Object value) {
        if (value instanceof String scalar) {
            List<String> origins = origins(scalar);
            return origins.isEmpty() ? scalar : Tainted.view(restore(scalar, true), origins.get(0));
        } else if (value instanceof Map<?, ?> map) {
            Map<Object, @Nullable Object> restored = new LinkedHashMap<>();
            map.forEach((k, v) -> restored.put(restoreAll(k), restoreAll(v)));
            return restored;
        } else if (value instanceof List<?> list) {
            List<@Nullable Object> restored = new ArrayList<>();
            list.forEach(item -> restored.add(restoreAll(item)));
            return restored;
        }
        return value;
    }

    /** True when nothing tainted was printed, so there is nothing to put back. */
    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /** True when the scalar has at least one token inside. */
    public boolean concerns(String scalar) {
        return !entries.isEmpty() && scalar.contains(prefix);
    }

    /** The token that begins at this place of a text; empty when none does. */
    public String tokenAt(String text, int from) {
        if (entries.isEmpty() || !text.startsWith(prefix, from)) {
            return "";
        }
        String token = text.substring(from, text.indexOf('z', from + prefix.length()) + 1);
        return entries.containsKey(token) ? token : "";
    }

    /** What the scalar means: the event's own value when it is plain and one token alone, else text with all tokens put back. */
    public Object restore(String scalar, boolean plain) {
        Entry only = plain ? entries.get(scalar) : null;
        return only == null ? expand(scalar) : only.whole();
    }

    /** A run of characters of a scalar; {@code origin} is empty for the operator's own. */
    public record Piece(String text, String origin) {}

    /** The scalar with all tokens replaced by their text. */
    public String expand(String scalar) {
        if (!concerns(scalar)) {
            return scalar;
        }
        StringBuilder out = new StringBuilder();
        pieces(scalar).forEach(piece -> out.append(piece.text()));
        return out.toString();
    }

    /** The same in pieces, in order. */
    public List<Piece> pieces(String scalar) {
        List<Piece> out = new ArrayList<>();
        int at = entries.isEmpty() ? -1 : scalar.indexOf(prefix);
        int from = 0;
        while (at >= 0) {
            int end = scalar.indexOf('z', at + prefix.length()) + 1;
            Entry entry = end == 0 ? null : entries.get(scalar.substring(at, end));
            own(scalar, from, at, out);
            from = entry == null ? at + prefix.length() : end;
            out.add(entry == null ? new Piece(prefix, "") : new Piece(entry.text(), entry.origin()));
            at = scalar.indexOf(prefix, from);
        }
        own(scalar, from, scalar.length(), out);
        return out;
    }

    private static void own(String scalar, int from, int to, List<Piece> out) {
        if (from < to) {
            out.add(new Piece(scalar.substring(from, to), ""));
        }
    }

    /** Where the event text in a scalar came from, in order; empty for scalars of the operator alone. */
    public List<String> origins(String scalar) {
        List<String> found = new ArrayList<>();
        if (entries.isEmpty()) {
            return found;
        }
        for (int at = scalar.indexOf(prefix); at >= 0; at = scalar.indexOf(prefix, at + 1)) {
            int end = scalar.indexOf('z', at + prefix.length()) + 1;
            Entry entry = end == 0 ? null : entries.get(scalar.substring(at, end));
            if (entry != null) {
                found.add(entry.origin());
            }
        }
        return found;
    }

    /** The entry of exactly this token, or null. */
    public @Nullable Entry find(String token) {
        return entries.get(token);
    }
}
