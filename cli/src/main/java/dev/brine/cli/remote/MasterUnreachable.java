package dev.brine.cli.remote;

/** No master answers here; the message says where it was looked for. */
public final class MasterUnreachable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MasterUnreachable(String message) {
        super(message);
    }
}
