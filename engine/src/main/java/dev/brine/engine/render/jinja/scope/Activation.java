package dev.brine.engine.render.jinja.scope;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One running body: its slots, what it sees by name, and the line it has reached. One thread only. */
public final class Activation {
    final @Nullable Object[] slots;
    private final Run run;
    private final Variables variables;
    private final @Nullable Activation outer;
    private final Origin origin;
    private @Nullable Activation caller;

    private int line;

    /**
     * Who a body belongs to, for error texts.
     *
     * @param file path of the file as errors show it; null for the text that was given directly
     * @param block true for the body of a {@code block}, which stock does not count as a place
     */
    public record Origin(@Nullable String file, boolean block) {}

    public Activation(Run run, Variables variables, @Nullable Activation outer, Origin origin, int size) {
        this.run = run;
        this.variables = variables;
        this.outer = outer;
        this.origin = origin;
        this.slots = new @Nullable Object[size];
        Arrays.fill(slots, Ref.MISSING);
    }

    /** Execution has reached that line; error texts name it. */
    public void at(int reached) {
        line = reached;
    }

    public int line() {
        return line;
    }

    public Run run() {
        return run;
    }

    public Variables variables() {
        return variables;
    }

    Activation outer() {
        if (outer == null) {
            throw new IllegalStateException("no enclosing body");
        }
        return outer;
    }

    public Origin origin() {
        return origin;
    }

    /** The body that runs this one; set while it runs. */
    public @Nullable Activation caller() {
        return caller;
    }

    public void calledBy(@Nullable Activation by) {
        this.caller = by;
    }
}
