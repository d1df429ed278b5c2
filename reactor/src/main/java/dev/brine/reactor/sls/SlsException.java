package dev.brine.reactor.sls;

/** An SLS file gives no reactions; the message says why and the place where. */
public final class SlsException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String file;
    private final int line;

    /** A fault at a line (from 1; 0 when it is not known). */
    public SlsException(String file, int line, String message) {
        super(message);
        this.file = file;
        this.line = line;
    }

    /** {@code file:line}. */
    public String place() {
        return line > 0 ? file + ":" + line : file;
    }

    /** What is wrong, without the place. */
    public String reason() {
        return String.valueOf(getMessage());
    }

    @Override
    public String toString() {
        return place() + ": " + reason();
    }
}
