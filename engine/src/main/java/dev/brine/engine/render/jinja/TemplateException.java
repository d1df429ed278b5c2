package dev.brine.engine.render.jinja;

import org.jspecify.annotations.Nullable;

/**
 * A template could not be rendered. The words are stock Salt's (SaltRenderError of utils/templates.py): introduction, cause, then
 * the lines around with a mark.
 */
public final class TemplateException extends RuntimeException {
    private final String cause;
    private final int line;
    private final @Nullable String file;
    private final int fileLine;
    private final String excerpt;

    TemplateException(String cause, int line, @Nullable String file, int fileLine, String excerpt) {
        super(
                line > 0 ? cause + "; line " + line + "\n\n" + excerpt : cause + place(file, fileLine) + excerpt,
                null,
                false,
                false);
        this.cause = cause;
        this.line = line;
        this.file = file;
        this.fileLine = fileLine;
        this.excerpt = excerpt;
    }

    private static String place(@Nullable String file, int fileLine) {
        return file == null ? "" : "\n" + file + "(" + fileLine + "):\n";
    }

    /** Introduction and cause, for example {@code Jinja variable 'x' is undefined}. */
    public String reason() {
        return cause;
    }

    /** Line in the rendered template; 0 when the fault lies in a file that it loads, as in stock. */
    public int line() {
        return line;
    }

    /** The loaded file where the fault lies, null when it is the template itself. */
    public @Nullable String file() {
        return file;
    }

    /** Line in the file (or template) where the fault lies. */
    public int fileLine() {
        return fileLine;
    }

    /** The lines around the fault with a mark. */
    public String excerpt() {
        return excerpt;
    }

    public String message() {
        return String.valueOf(getMessage());
    }
}
