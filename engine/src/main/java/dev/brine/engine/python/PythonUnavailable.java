package dev.brine.engine.python;

/** There is no Python interpreter to run modules with; the message says what to do. */
final class PythonUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PythonUnavailable(String message) {
        super(message);
    }
}
