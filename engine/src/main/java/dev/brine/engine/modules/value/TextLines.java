package dev.brine.engine.modules.value;

import java.util.ArrayList;
import java.util.List;

/** Text broken into lines of a width, as Python's textwrap does: at white space, words that are too long anywhere. */
public final class TextLines {
    private TextLines() {}

    /** The lines, without white space at their ends; none for a text without words. */
    public static List<String> wrapped(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.strip().split("\\s+")) {
            String rest = word;
            while (!rest.isEmpty()) {
                int room = line.length() == 0 ? width : width - line.length() - 1;
                if (rest.length() <= room) {
                    line.append(line.length() == 0 ? "" : " ").append(rest);
                    rest = "";
                } else if (rest.length() > width && room > 0) {
                    line.append(line.length() == 0 ? "" : " ").append(rest, 0, room);
                    rest = rest.substring(room);
                } else {
                    lines.add(line.toString());
                    line.setLength(0);
                }
            }
        }
        if (line.length() > 0) {
            lines.add(line.toString());
        }
        return lines;
    }

    /** Python's {@code str.center}: what is left over goes to the left when the width is odd. */
    public static String centred(String text, int width) {
        int missing = Math.max(0, width - text.length());
        int left = missing / 2 + (missing & width & 1);
        return " ".repeat(left) + text + " ".repeat(missing - left);
    }
}
