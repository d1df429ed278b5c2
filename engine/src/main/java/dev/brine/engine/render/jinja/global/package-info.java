/**
 * What every template finds without being given: {@code range}, {@code dict}, {@code namespace}, {@code cycler}, {@code joiner},
 * Salt's {@code raise} and {@code show_full_context}, and the {@code salt} object.
 *
 * <p>Start at {@link dev.brine.engine.render.jinja.global.Globals}.
 *
 * <p>Threads: the table is immutable and shared; objects made from it belong to one render.
 */
@NullMarked
package dev.brine.engine.render.jinja.global;

import org.jspecify.annotations.NullMarked;
