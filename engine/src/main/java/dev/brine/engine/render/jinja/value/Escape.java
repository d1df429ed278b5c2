package dev.brine.engine.render.jinja.value;

/** HTML escaping, as Python's markupsafe does it. */
public final class Escape {
    private Escape() {}

    /** {@code escape(string)}: Markup stays as it is; the result is Markup and keeps taint. */
    public static Text escape(Object string) {
        if (string instanceof Text text) {
            return text.isMarkup() ? text : escaped(text);
        }
        return Text.markup(html(string.toString()));
    }

    private static Text escaped(Text text) {
        return ((Text) text.derive(html(text.toString()))).asMarkup();
    }

    /** The text with the five special characters replaced. */
    public static String html(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&#34;");
                case '\'' -> out.append("&#39;");
                default -> out.append(c);
            }
        }
        return out.toString();
    }
}
