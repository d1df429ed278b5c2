package dev.brine.cli.output;

/** Data does not have the shape that an outputter needs. */
final class MalformedData extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MalformedData(String message) {
        super(message);
    }
}
