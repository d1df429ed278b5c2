package dev.brine.cli.output;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills paragraphs the way Python's {@code textwrap} does: breaks at spaces and hyphens, and inside words that are longer than
 * a line.
 */
final class TextWrap {

    private static final String SPACE = "[\\t\\n\\x0b\\x0c\\r ]";
    private static final String LETTER = "[\\p{L}_]";
    private static final String BEFORE_DASH = "(?<=[\\w!\"'&.,?])";
    private static final Pattern CHUNK = Pattern.compile(
            SPACE + "+|" + BEFORE_DASH + "-{2,}(?=\\w)|[^\\t\\n\\x0b\\x0c\\r ]+?(?:-(?:(?<=" + LETTER + "{2}-)|(?<="
                    + LETTER + "-" + LETTER + "-))(?=" + LETTER + "-?" + LETTER + ")|(?=" + SPACE + "|\\z)|"
                    + BEFORE_DASH + "(?=-{2,}\\w))",
            Pattern.UNICODE_CHARACTER_CLASS);

    private TextWrap() {}

    /** {@code text} in lines of at most {@code width} characters, each starting with {@code indent}. */
    static String fill(String text, int width, String indent) {
        int room = width - indent.length();
        Deque<String> chunks = chunks(text);
        List<String> lines = new ArrayList<>();
        while (!chunks.isEmpty()) {
            if (chunks.element().isBlank() && !lines.isEmpty()) {
                chunks.remove();
            }
            String line = line(chunks, room);
            if (!line.isEmpty()) {
                lines.add(indent + line);
            }
        }
        return String.join("\n", lines);
    }

    private static String line(Deque<String> chunks, int room) {
        StringBuilder line = new StringBuilder();
        while (!chunks.isEmpty() && line.length() + chunks.element().length() <= room) {
            line.append(chunks.remove());
        }
        if (!chunks.isEmpty() && chunks.element().length() > room) {
            String word = chunks.remove();
            int end = breakOf(word, room - line.length());
            line.append(word, 0, end);
            chunks.addFirst(word.substring(end));
        }
        return line.toString().stripTrailing();
    }

    /** Where a word that is longer than a line is cut: after its last hyphen that fits, else where the line is full. */
    private static int breakOf(String word, int room) {
        int hyphen = word.lastIndexOf('-', room - 1);
        boolean useful = hyphen > 0 && word.substring(0, hyphen).chars().anyMatch(c -> c != '-');
        return useful ? hyphen + 1 : room;
    }

    private static Deque<String> chunks(String text) {
        String flat = text.replace("\t", "        ").replaceAll(SPACE, " ");
        Deque<String> chunks = new ArrayDeque<>();
        Matcher matcher = CHUNK.matcher(flat);
        while (matcher.find()) {
            chunks.add(matcher.group());
        }
        return chunks;
    }
}
