package dev.brine.engine.render.jinja.filter;

import dev.brine.engine.render.jinja.value.PyError;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Python's {@code textwrap.wrap} for one paragraph, tabs and blanks inside kept. */
final class WordWrap {
    private static final String BLANK = "[\\t\\n\\x0b\\x0c\\r ]";
    private static final String LETTER = "[\\w&&[^\\d_]]";
    private static final String PUNCTUATED = "[\\w!\"'&.,?]";

    /** Blanks, dashes between words, or a word up to where it may be broken. */
    private static final Pattern CHUNK = Pattern.compile(
            BLANK + "+"
                    + "|(?<=" + PUNCTUATED + ")-{2,}(?=\\w)"
                    + "|[^\\t\\n\\x0b\\x0c\\r ]+?(?:-(?:(?<=" + LETTER + "{2}-)|(?<=" + LETTER + "-" + PUNCTUATED
                    + "-))(?=" + LETTER
                    + "-?" + LETTER + ")|(?=" + BLANK + "|\\z)|(?<=" + PUNCTUATED + ")(?=-{2,}\\w))",
            Pattern.UNICODE_CHARACTER_CLASS);

    private static final Pattern WORD_OR_BLANKS = Pattern.compile(BLANK + "+|[^\\t\\n\\x0b\\x0c\\r ]+");

    private final int width;
    private final boolean breakLong;
    private final boolean hyphens;

    WordWrap(int width, boolean breakLong, boolean hyphens) {
        this.width = width;
        this.breakLong = breakLong;
        this.hyphens = hyphens;
    }

    List<String> wrap(String text) {
        Deque<String> chunks = chunks(text);
        if (width <= 0) {
            throw PyError.value("invalid width " + width + " (must be > 0)");
        }
        List<String> lines = new ArrayList<>();
        while (!chunks.isEmpty()) {
            if (chunks.element().isBlank() && !lines.isEmpty()) {
                chunks.remove();
            }
            List<String> line = new ArrayList<>();
            int used = 0;
            while (!chunks.isEmpty() && used + size(chunks.element()) <= width) {
                used += size(chunks.element());
                line.add(chunks.remove());
            }
            if (!chunks.isEmpty() && size(chunks.element()) > width) {
                breakUp(chunks, line, width - used);
            }
            if (!line.isEmpty() && line.get(line.size() - 1).isBlank()) {
                line.remove(line.size() - 1);
            }
            if (!line.isEmpty()) {
                lines.add(String.join("", line));
            }
        }
        return lines;
    }

    private void breakUp(Deque<String> chunks, List<String> line, int room) {
        if (!breakLong) {
            if (line.isEmpty()) {
                line.add(chunks.remove());
            }
            return;
        }
        String chunk = chunks.remove();
        int end = chunk.offsetByCodePoints(0, room);
        if (hyphens) {
            int hyphen = chunk.lastIndexOf('-', end - 1);
            if (hyphen > 0 && chunk.substring(0, hyphen).chars().anyMatch(c -> c != '-')) {
                end = hyphen + 1;
            }
        }
        line.add(chunk.substring(0, end));
        chunks.addFirst(chunk.substring(end));
    }

    private Deque<String> chunks(String text) {
        Deque<String> chunks = new ArrayDeque<>();
        Matcher matcher = (hyphens ? CHUNK : WORD_OR_BLANKS).matcher(text);
        int from = 0;
        while (matcher.find()) {
            if (matcher.start() > from) {
                chunks.add(text.substring(from, matcher.start()));
            }
            if (matcher.end() > matcher.start()) {
                chunks.add(matcher.group());
            }
            from = matcher.end();
        }
        if (from < text.length()) {
            chunks.add(text.substring(from));
        }
        return chunks;
    }

    private static int size(String text) {
        return text.codePointCount(0, text.length());
    }
}
