package dev.brine.engine.render.jinja;

import java.util.ArrayList;
import java.util.List;

/** Lines of a text around one of them, with a mark, as Salt shows them under an error. */
public final class Excerpt {
    private static final int AROUND = 5;
    private static final String MARK = "    <======================";

    private Excerpt() {}

    /** @param line from 1; when the text has no such line, all of it comes back */
    public static String of(String text, int line) {
        List<String> lines = text.lines().toList();
        if (line < 1 || line > lines.size()) {
            return text;
        }
        int from = Math.max(0, line - AROUND - 1);
        int to = Math.min(lines.size(), line + AROUND);
        List<String> shown = new ArrayList<>();
        if (from > 0) {
            shown.add("[...]");
        }
        int marked = line - from - 1 + shown.size();
        shown.addAll(lines.subList(from, to));
        if (to < lines.size()) {
            shown.add("[...]");
        }
        shown.set(marked, shown.get(marked) + MARK);
        return "---\n" + String.join("\n", shown) + "\n---";
    }
}
