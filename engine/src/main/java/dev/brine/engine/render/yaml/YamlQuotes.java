package dev.brine.engine.render.yaml;

/** Quoted scalars on one line, as PyYAML's own (Python) emitter writes them: everything beyond ASCII is escaped. */
public final class YamlQuotes {

    private YamlQuotes() {}

    public static String doubleQuoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            boolean plain = c >= 0x20 && c <= 0x7e && c != '"' && c != '\\';
            if (plain) {
                out.append((char) c);
            } else {
                out.append(Escapes.of(c));
            }
        });
        return out.append('"').toString();
    }

    /** A line break is doubled, which YAML folds back to one. */
    public static String singleQuoted(String text) {
        StringBuilder out = new StringBuilder("'");
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (ScalarLook.isBreak(c)) {
                if (c == '\n') {
                    out.append('\n');
                }
                while (i < text.length() && ScalarLook.isBreak(text.charAt(i))) {
                    out.append(text.charAt(i) == '\n' ? '\n' : text.charAt(i));
                    i++;
                }
                continue;
            }
            out.append(c == '\'' ? "''" : String.valueOf(c));
            i++;
        }
        return out.append('\'').toString();
    }
}
