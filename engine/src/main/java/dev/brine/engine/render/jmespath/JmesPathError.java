package dev.brine.engine.render.jmespath;

/** An expression that is none, or a function that cannot work on its arguments. */
public final class JmesPathError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    JmesPathError(String message) {
        super(message);
    }
}
