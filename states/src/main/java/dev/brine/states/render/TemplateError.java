package dev.brine.states.render;

/** A template could not be rendered; the message is in Salt's words ("Jinja variable 'x' is undefined"). */
public final class TemplateError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TemplateError(String message) {
        super(message);
    }

    public TemplateError(String message, Throwable cause) {
        super(message, cause);
    }
}
