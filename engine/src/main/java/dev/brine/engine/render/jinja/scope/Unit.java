package dev.brine.engine.render.jinja.scope;

import org.jspecify.annotations.Nullable;

/** The file that is being bound, as its pieces see it. */
public interface Unit {
    /** Name as error texts show it; null for the text that was given directly. */
    @Nullable
    String name();

    /** True when a filter of that name exists. */
    boolean hasFilter(String name);

    /** True when a test of that name exists. */
    boolean hasTest(String name);

    /** Path for error texts; null for the text that was given directly. */
    @Nullable
    String path();

    /** Remembers the line of the piece that is being bound. */
    void mark(int line);

    /** The line that was marked last: what stock names for pieces that leave no mark of their own. */
    int marked();

    /** {@code line 3} or {@code line 3 in 'lib.jinja'}. */
    default String position(int line) {
        return name() == null
                ? "line " + line
                : "line " + line + " in " + dev.brine.engine.render.jinja.value.Repr.repr(name());
    }
}
