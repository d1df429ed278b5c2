package dev.brine.engine.render;

/** One file could not be rendered. */
public final class RenderException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient RenderError error;

    public RenderException(RenderError error) {
        super(error.headline());
        this.error = error;
    }

    public RenderException(RenderError error, Throwable cause) {
        super(error.headline(), cause);
        this.error = error;
    }

    public RenderError error() {
        return error;
    }
}
