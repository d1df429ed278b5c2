package dev.brine.engine.modules.file;

import dev.brine.engine.file.PythonRegex;

/** The edit of {@code file.comment} and {@code file.uncomment}: a mark at the start of the lines that an expression matches. */
public final class CommentMark {
    private final PythonRegex line;
    private final String mark;
    private final boolean on;

    /**
     * An edit.
     *
     * @param mark what makes a comment of a line
     * @param on whether the mark is put there or taken away
     * @throws IllegalArgumentException when it is no regular expression
     */
    public CommentMark(String expression, String mark, boolean on) {
        String bare = expression.replaceFirst("^\\^+", "").replaceFirst("\\$+$", "");
        String end = expression.endsWith("$") ? "$" : "";
        String start = on ? (expression.startsWith("^") ? "^" : "") : "^" + mark + "\\s*";
        this.line = PythonRegex.of(start + "(" + bare + ")" + end, 0);
        this.mark = PythonRegex.bytes(mark);
        this.on = on;
    }

    /** Whether it is about this line. */
    public boolean matches(String each) {
        return line.matchesStart(each);
    }

    /** The line, each byte one character, as it is to be. */
    public String edited(String each) {
        if (!matches(each)) {
            return each;
        }
        return on ? mark + each : stripped(each);
    }

    /** Python's {@code line.lstrip(mark)}: all of its characters, in any order. */
    private String stripped(String each) {
        int start = 0;
        while (start < each.length() && mark.indexOf(each.charAt(start)) >= 0) {
            start++;
        }
        return each.substring(start);
    }
}
