package dev.brine.engine.render.json;

/** A text that is no JSON, in the words of Python's {@code JSONDecodeError}. */
public final class JsonError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int line;
    private final int column;

    JsonError(String problem, String text, int at) {
        this(problem, place(text, at), text.codePointCount(0, Math.min(at, text.length())));
    }

    private JsonError(String problem, int[] place, int at) {
        super(problem + ": line " + place[0] + " column " + place[1] + " (char " + at + ")");
        this.line = place[0];
        this.column = place[1];
    }

    /** From 1. */
    public int line() {
        return line;
    }

    /** From 1. */
    public int column() {
        return column;
    }

    private static int[] place(String text, int at) {
        int line = 1;
        int start = 0;
        for (int i = 0; i < at && i < text.length(); i++) {
            if (text.charAt(i) == '\n') {
                line++;
                start = i + 1;
            }
        }
        return new int[] {line, text.codePointCount(start, Math.min(at, text.length())) + 1};
    }
}
