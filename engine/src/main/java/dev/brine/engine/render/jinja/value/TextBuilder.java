package dev.brine.engine.render.jinja.value;

import java.util.ArrayList;
import java.util.List;

/** Joins strings and keeps track of which characters came out of an event. One thread only. */
public final class TextBuilder {
    private final StringBuilder characters = new StringBuilder();
    private List<Text.Span> spans = List.of();

    public TextBuilder append(String literal) {
        characters.append(literal);
        return this;
    }

    public TextBuilder append(char literal) {
        characters.append(literal);
        return this;
    }

    /** A String or a {@link Text}. */
    public TextBuilder append(Object string) {
        if (string instanceof Text text) {
            if (text.isTainted()) {
                if (spans.isEmpty()) {
                    spans = new ArrayList<>();
                }
                for (Text.Span span : text.spans()) {
                    add(span.shifted(characters.length()));
                }
            }
            characters.append(text, 0, text.length());
        } else {
            characters.append((String) string);
        }
        return this;
    }

    /** Text of one origin that stands together is one piece. */
    private void add(Text.Span span) {
        Text.Span last = spans.isEmpty() ? null : spans.get(spans.size() - 1);
        if (last != null
                && last.end() == span.start()
                && last.whole() == null
                && span.whole() == null
                && last.origin().equals(span.origin())) {
            spans.set(spans.size() - 1, new Text.Span(last.start(), span.end(), span.origin(), null));
        } else {
            spans.add(span);
        }
    }

    /** Characters {@code from} to {@code to} of a String or Text. */
    public TextBuilder append(Object string, int from, int to) {
        return append(string instanceof Text text ? text.slice(from, to) : ((String) string).substring(from, to));
    }

    public int length() {
        return characters.length();
    }

    public boolean isTainted() {
        return !spans.isEmpty();
    }

    /** A bare String, or a Text when something tainted went in. */
    public Object build() {
        return spans.isEmpty() ? characters.toString() : new Text(characters.toString(), false, List.copyOf(spans));
    }

    /** As {@link #build()}, as Markup. */
    public Text buildMarkup() {
        return new Text(characters.toString(), true, List.copyOf(spans));
    }

    /** The real characters, taint left aside. */
    @Override
    public String toString() {
        return characters.toString();
    }
}
