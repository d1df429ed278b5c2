package dev.brine.engine.render.jinja.limit;

import dev.brine.engine.render.jinja.value.PyError;
import java.util.function.LongSupplier;

/** What one render has left of its {@link RenderLimits}. Not thread-safe: it belongs to the rendering thread. */
public final class Budget {
    private static final int CLOCK_EVERY = 64;

    private final RenderLimits limits;
    private final LongSupplier nanoClock;
    private final long deadline;
    private long rounds;
    private int untilClock = CLOCK_EVERY;
    private int depth;

    /**
     * Starts the clock.
     *
     * @param nanoClock {@code System::nanoTime}, or a clock that a test moves
     */
    public Budget(RenderLimits limits, LongSupplier nanoClock) {
        this.limits = limits;
        this.nanoClock = nanoClock;
        this.deadline = nanoClock.getAsLong() + limits.time().toNanos();
    }

    public RenderLimits limits() {
        return limits;
    }

    /** Counts one loop round. */
    public void round() {
        if (++rounds > limits.iterations()) {
            throw PyError.limit("Too many loop rounds: one render may make " + limits.iterations());
        }
        tick();
    }

    /** A small piece of work; looks at the clock now and then. */
    public void tick() {
        if (--untilClock <= 0) {
            untilClock = CLOCK_EVERY;
            checkClock();
        }
    }

    /** Fails when the time is over. */
    public void checkClock() {
        if (nanoClock.getAsLong() - deadline > 0) {
            throw PyError.limit(
                    "Render took too long: the limit is " + limits.time().toMillis() + " ms");
        }
    }

    /** Entering a macro, include, block or recursive loop; pair with {@link #leave()}. */
    public void enter() {
        if (++depth > limits.depth()) {
            throw PyError.of("RecursionError", "maximum recursion depth exceeded");
        }
        tick();
    }

    public void leave() {
        depth--;
    }

    /** Fails when a string of that many characters may not be built. */
    public void checkChars(long chars) {
        if (chars > limits.outputChars()) {
            throw PyError.limit("Text too long: " + chars + " characters, the limit is " + limits.outputChars());
        }
    }

    /** Fails when a sequence of that many items may not be built. */
    public void checkItems(long items) {
        if (items > limits.sequenceItems()) {
            throw PyError.limit("Sequence too long: " + items + " items, the limit is " + limits.sequenceItems());
        }
    }

    /** The text for a {@code java.util.regex.Matcher}: reading it fails when the time is over. */
    public CharSequence guarded(String text) {
        return new GuardedText(text, this, 0, text.length());
    }
}
