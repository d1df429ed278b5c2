package dev.brine.cli.output;

/** Data does not have the shape that an outputter needs. */
public final class MalformedData extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MalformedData(String message) {
        super(message);
    }
}
