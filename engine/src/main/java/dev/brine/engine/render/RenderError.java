package dev.brine.engine.render;

import org.jspecify.annotations.Nullable;

/**
 * What went wrong with one file.
 *
 * @param type Python's class of the error in stock Salt, such as {@code SaltRenderError}; of our own only that of {@link #refused}
 * @param reason what is wrong, as stock says it; may have several lines
 * @param line the line stock Salt gives; null for none, 0 when the fault lies in a file that this one loads
 * @param file where the fault lies, as the operator knows it
 * @param fileLine our best line there, 0 if unknown; for YAML it counts lines of the rendered text
 * @param excerpt the lines around with a mark, or ""
 */
public record RenderError(
        String type, String reason, @Nullable Integer line, String file, int fileLine, String excerpt) {

    /** Whether text of an event stood where it would decide what is run. */
    public boolean refused() {
        return type.equals(TaintHook.REFUSED);
    }

    /** {@code reactor/accept.sls:7: Jinja variable 'dta' is undefined}; of a Python traceback the last line. */
    public String headline() {
        String whole = reason.strip();
        int first = whole.indexOf('\n');
        String said = first < 0
                ? whole
                : isTrace() ? whole.substring(whole.lastIndexOf('\n') + 1) : whole.substring(0, first);
        return file + (fileLine > 0 ? ":" + fileLine : "") + ": " + said;
    }

    private boolean isTrace() {
        return reason.startsWith("Traceback (most recent call last):");
    }

    @Override
    public String toString() {
        String more = excerpt.isEmpty() && isTrace() ? reason.stripTrailing() : excerpt;
        return headline() + (more.isEmpty() ? "" : "\n" + more);
    }
}
