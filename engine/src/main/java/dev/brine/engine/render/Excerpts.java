package dev.brine.engine.render;

import java.util.ArrayList;
import java.util.List;

/** The lines around a fault, as Salt prints them. */
final class Excerpts {
    private static final int AROUND = 5;
    private static final String MARK = "    <======================";

    private Excerpts() {}

    /** Five lines before and after, marked; the whole text when it has no such line. */
    static String around(String text, int line) {
        List<String> all = text.lines().toList();
        if (line > all.size()) {
            return text;
        }
        int start = Math.max(0, line - AROUND - 1);
        int end = Math.min(all.size(), line + AROUND);
        List<String> shown = new ArrayList<>();
        if (start > 0) {
            shown.add("[...]");
        }
        for (int i = start; i < end; i++) {
            shown.add(all.get(i) + (i == line - 1 ? MARK : ""));
        }
        if (end < all.size()) {
            shown.add("[...]");
        }
        return "---\n" + String.join("\n", shown) + "\n---";
    }
}
