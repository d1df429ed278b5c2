package dev.brine.cli.option;

/** The command line cannot be understood or asks for something that this version does not do. */
public final class UsageError extends Exception {
    private static final long serialVersionUID = 1L;

    public UsageError(String message) {
        super(message);
    }
}
