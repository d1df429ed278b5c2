package dev.brine.engine.render.jinja.lex;

import org.jspecify.annotations.Nullable;

/** The template cannot be read. The message is Jinja's. */
public final class TemplateSyntaxException extends RuntimeException {
    private final int line;
    private final @Nullable String file;

    public TemplateSyntaxException(String message, int line) {
        this(message, line, null);
    }

    private TemplateSyntaxException(String message, int line, @Nullable String file) {
        super(message, null, false, false);
        this.line = line;
        this.file = file;
    }

    /** The same fault, told to lie in a file that another one loads. */
    public TemplateSyntaxException in(String path) {
        return new TemplateSyntaxException(message(), line, path);
    }

    /** The file that was loaded; null for the text that was given directly. */
    public @Nullable String file() {
        return file;
    }

    /** Where, from 1. */
    public int line() {
        return line;
    }

    public String message() {
        return String.valueOf(getMessage());
    }
}
