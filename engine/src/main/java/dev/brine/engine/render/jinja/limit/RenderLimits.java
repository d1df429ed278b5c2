package dev.brine.engine.render.jinja.limit;

import java.time.Duration;

/**
 * The most that one render may use.
 *
 * @param time wall clock of one render, checked in loops, calls and regular expressions
 * @param outputChars characters of the result and of every string a template builds
 * @param iterations loop rounds of all loops together
 * @param sequenceItems items of a list made by {@code *} or slicing, and of an exhausted iterator
 * @param depth macros, includes, blocks and recursive loops inside each other
 */
public record RenderLimits(Duration time, int outputChars, long iterations, int sequenceItems, int depth) {

    /** Salt's own fixed bound of {@code range()} (Jinja's sandbox). */
    public static final int MAX_RANGE = 100_000;

    /** For files of the operator: states, pillar, top files. */
    public static final RenderLimits OPERATOR =
            new RenderLimits(Duration.ofSeconds(60), 64 << 20, 50_000_000L, 10_000_000, 400);

    /** For reactions, where strangers choose the input. */
    public static final RenderLimits REACTOR =
            new RenderLimits(Duration.ofMillis(2_000), 1 << 20, 1_000_000L, 1_000_000, 200);
}
