package dev.brine.engine.render.jinja.lex;

import dev.brine.engine.render.jinja.value.PyError;
import org.jspecify.annotations.Nullable;

/** The template cannot be read. The message is Jinja's. */
public final class TemplateSyntaxException extends RuntimeException {
    private final PyError.Kind kind;
    private final int line;
    private final @Nullable String file;

    public TemplateSyntaxException(String message, int line) {
        this(PyError.Kind.TEMPLATE, message, line, null);
    }

    private TemplateSyntaxException(PyError.Kind kind, String message, int line, @Nullable String file) {
        super(message, null, false, false);
        this.kind = kind;
        this.line = line;
        this.file = file;
    }

    /** A fault that stock finds only when Python reads what Jinja made of the template. */
    public static TemplateSyntaxException ofPython(String message, int line) {
        return new TemplateSyntaxException(PyError.Kind.OTHER, message, line, null);
    }

    /** How Salt introduces the fault. */
    public PyError.Kind kind() {
        return kind;
    }

    /** The same fault, told to lie in a file that another one loads. */
    public TemplateSyntaxException in(String path) {
        return new TemplateSyntaxException(kind, message(), line, path);
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
