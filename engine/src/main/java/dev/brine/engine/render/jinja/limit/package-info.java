/**
 * How much one render may use: {@link dev.brine.engine.render.jinja.limit.RenderLimits} is the configured record,
 * {@link dev.brine.engine.render.jinja.limit.Budget} counts against it during one render,
 * {@link dev.brine.engine.render.jinja.limit.GuardedText} puts the clock into regular expressions.
 *
 * <p>Threads: limits are immutable; a budget belongs to the one thread that renders.
 */
@NullMarked
package dev.brine.engine.render.jinja.limit;

import org.jspecify.annotations.NullMarked;
