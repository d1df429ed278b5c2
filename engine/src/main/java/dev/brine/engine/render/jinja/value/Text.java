package dev.brine.engine.render.jinja.value;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A str that is more than its characters: escaped already (Python's Markup), or made of pieces that came out of an event
 * (tainted). Every other str is a bare {@link String}, so that rendering without events never meets this class.
 *
 * <p>Tainted pieces are spans of the characters. Everything in a template sees the real characters; only printing puts a
 * placeholder where a span is. Immutable.
 */
public final class Text implements CharSequence {

    /**
     * A piece that came out of an event.
     *
     * @param start first character
     * @param end behind the last character
     * @param origin where the event has it, for example {@code data['id']}
     * @param whole the value that a plain YAML scalar made of only this piece stands for; null when it is the string
     */
    public record Span(
            int start, int end, String origin, @Nullable Object whole) {
        Span shifted(int by) {
            return new Span(start + by, end + by, origin, whole);
        }
    }

    private final String value;
    private final boolean markup;
    private final List<Span> spans;

    Text(String value, boolean markup, List<Span> spans) {
        this.value = value;
        this.markup = markup;
        this.spans = spans;
    }

    /** Python's {@code Markup(value)}. */
    public static Text markup(String value) {
        return new Text(value, true, List.of());
    }

    /** A string of the event, from the place {@code origin}. */
    public static Text tainted(String value, String origin) {
        return new Text(value, false, List.of(new Span(0, value.length(), origin, null)));
    }

    /** Text that spells {@code whole} in another notation (JSON, quoted); {@code whole} holds plain values. */
    public static Text spelled(String value, String origin, @Nullable Object whole) {
        return new Text(value, true, List.of(new Span(0, value.length(), origin, whole)));
    }

    /** The same characters as Markup. */
    public Text asMarkup() {
        return markup ? this : new Text(value, true, spans);
    }

    /** The same characters, not Markup: a bare String unless tainted. */
    public Object asPlain() {
        return spans.isEmpty() ? value : markup ? new Text(value, false, spans) : this;
    }

    /** Another string computed from this one: wholly tainted when any of this is, Markup when this is. */
    public Object derive(String result) {
        if (spans.isEmpty()) {
            return markup ? markup(result) : result;
        }
        return new Text(result, markup, List.of(new Span(0, result.length(), origin(), null)));
    }

    /** Characters {@code from} to {@code to}; tainted where this is. */
    public Object slice(int from, int to) {
        String part = value.substring(from, to);
        List<Span> kept = new ArrayList<>();
        for (Span span : spans) {
            int start = Math.max(span.start, from);
            int end = Math.min(span.end, to);
            boolean empty = span.start == span.end && from <= span.start && span.end <= to;
            if (start < end || empty) {
                boolean complete = start == span.start && end == span.end;
                kept.add(new Span(start - from, end - from, span.origin, complete ? span.whole : null));
            }
        }
        return kept.isEmpty() && !markup ? part : new Text(part, markup, List.copyOf(kept));
    }

    public boolean isMarkup() {
        return markup;
    }

    public boolean isTainted() {
        return !spans.isEmpty();
    }

    public List<Span> spans() {
        return spans;
    }

    /** Where the event text between these characters came from; null when there is none. */
    public @Nullable String originBetween(int from, int to) {
        for (Span span : spans) {
            if (span.start < to && span.end > from) {
                return span.origin;
            }
        }
        return null;
    }

    /** True when no character came out of an event: the event's strings in it are empty. */
    public boolean isOnlyEmptyTaint() {
        return spans.stream().allMatch(span -> span.start == span.end);
    }

    /** Origin of the first tainted piece, or ''. */
    public String origin() {
        return spans.isEmpty() ? "" : spans.get(0).origin();
    }

    @Override
    public int length() {
        return value.length();
    }

    @Override
    public char charAt(int index) {
        return value.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return value.subSequence(start, end);
    }

    /** Two texts with the same characters are equal; Python's equality with Strings is {@link Compare#equal}. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Text text && text.value.equals(value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    /** The real characters. */
    @Override
    public String toString() {
        return value;
    }
}
