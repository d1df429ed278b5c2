package dev.brine.cli.output;

import java.io.IOException;

/** The output cannot be written where it was asked for. */
public final class UnwritableOutput extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnwritableOutput(String file, IOException cause) {
        super("cannot write the output to " + file + ": " + FileFailure.reason(cause), cause);
    }
}
