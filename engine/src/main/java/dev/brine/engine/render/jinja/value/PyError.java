package dev.brine.engine.render.jinja.value;

/**
 * A fault inside a template, named by the Python exception that stock Salt would meet there. Its {@link Kind} decides
 * the words Salt puts in front of the message.
 */
public final class PyError extends RuntimeException {

    /** How Salt introduces the fault (Salt 3006: utils/templates.py, render_jinja_tmpl). */
    public enum Kind {
        UNDEFINED("Jinja variable "),
        TEMPLATE("Jinja syntax error: "),
        FUNCTION("Problem running salt function in Jinja template: "),
        OTHER("Jinja error: ");

        private final String prefix;

        Kind(String prefix) {
            this.prefix = prefix;
        }

        public String prefix() {
            return prefix;
        }
    }

    private final Kind kind;
    private final String type;

    private PyError(Kind kind, String type, String message) {
        super(message, null, false, false);
        this.kind = kind;
        this.type = type;
    }

    public Kind kind() {
        return kind;
    }

    /** Python's class name, for example {@code TypeError}. */
    public String type() {
        return type;
    }

    /** Python's {@code str(exc)}. */
    public String message() {
        return String.valueOf(getMessage());
    }

    /** Any other Python exception. */
    public static PyError of(String type, String message) {
        return new PyError(Kind.OTHER, type, message);
    }

    public static PyError undefined(String message) {
        return new PyError(Kind.UNDEFINED, "UndefinedError", message);
    }

    /** Jinja's TemplateRuntimeError. */
    public static PyError runtime(String message) {
        return new PyError(Kind.TEMPLATE, "TemplateRuntimeError", message);
    }

    /** Jinja's TemplateSyntaxError. */
    public static PyError syntax(String message) {
        return new PyError(Kind.TEMPLATE, "TemplateSyntaxError", message);
    }

    /** Jinja's SecurityError. */
    public static PyError security(String message) {
        return new PyError(Kind.TEMPLATE, "SecurityError", message);
    }

    /** Salt's SaltInvocationError or CommandExecutionError out of a function called by the template. */
    public static PyError function(String type, String message) {
        return new PyError(Kind.FUNCTION, type, message);
    }

    /** A limit of ours was reached; stock has no such fault. */
    public static PyError limit(String message) {
        return new PyError(Kind.TEMPLATE, "SecurityError", message);
    }

    public static PyError type(String message) {
        return of("TypeError", message);
    }

    public static PyError value(String message) {
        return of("ValueError", message);
    }

    public static PyError attribute(String message) {
        return of("AttributeError", message);
    }

    public static PyError index(String message) {
        return of("IndexError", message);
    }

    /** Python shows the repr of the missing key. */
    public static PyError key(String reprOfKey) {
        return of("KeyError", reprOfKey);
    }
}
