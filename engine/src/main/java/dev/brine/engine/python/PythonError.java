package dev.brine.engine.python;

/** Python code raised an exception, or could not be imported. */
final class PythonError extends Exception {
    private static final long serialVersionUID = 1L;

    /** What the exception means to Salt. */
    enum Kind {
        /** CommandExecutionError */
        EXECUTION,
        /** CommandNotFoundError */
        COMMAND,
        /** SaltInvocationError */
        INVOCATION,
        /** TypeError */
        ARGUMENTS,
        /** SaltRenderError */
        RENDER,
        /** the module cannot be loaded */
        MISSING,
        OTHER
    }

    private final Kind kind;
    private final String type;
    private final String trace;

    PythonError(Kind kind, String type, String text, String trace) {
        super(text, null, false, false);
        this.kind = kind;
        this.type = type;
        this.trace = trace;
    }

    Kind kind() {
        return kind;
    }

    /** The class of the exception in Python. */
    String type() {
        return type;
    }

    String text() {
        return String.valueOf(getMessage());
    }

    /** Python's traceback with the exception as its last line. */
    String trace() {
        return trace;
    }
}
