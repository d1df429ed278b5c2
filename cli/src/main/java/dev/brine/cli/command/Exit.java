package dev.brine.cli.command;

/** Exit codes, as Salt 3006 has them. */
public final class Exit {
    public static final int OK = 0;
    /** A minion or a function reported failure. */
    public static final int GENERIC = 1;
    /** Nothing came back: no minion matched, or the caller was refused. */
    public static final int NO_RETURN = 2;
    /** The command line lacks its target, or a compound command does not add up. */
    public static final int INCOMPLETE = 42;

    public static final int USAGE = 64;
    public static final int UNAVAILABLE = 69;
    public static final int SOFTWARE = 70;
    /** The master refused the minion's key. */
    public static final int NO_PERMISSION = 77;
    /** The function is not there ({@code salt-call}). */
    public static final int MISSING_FUNCTION = 255;

    private Exit() {}
}
