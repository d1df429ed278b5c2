/**
 * Methods of Python's built-in values: {@code 'a'.upper()}, {@code d.items()}, {@code l.append(x)}.
 *
 * <p>{@link dev.brine.engine.render.jinja.method.Methods} is the way in; one table per type, nothing is looked up by
 * reflection. {@link dev.brine.engine.render.jinja.method.PercentFormat} and
 * {@link dev.brine.engine.render.jinja.method.BraceFormat} are the two ways to format text.
 *
 * <p>Threads: tables are immutable and shared.
 */
@NullMarked
package dev.brine.engine.render.jinja.method;

import org.jspecify.annotations.NullMarked;
