/**
 * Statements: what stands between <code>{% and %}</code>, and the text around it.
 *
 * <p>{@link dev.brine.engine.render.jinja.tag.StatementParser} reads a file into a
 * {@link dev.brine.engine.render.jinja.tag.FileBody}; each {@link dev.brine.engine.render.jinja.tag.Statement} runs itself and
 * tells by a {@link dev.brine.engine.render.jinja.tag.Flow} how to go on. Faults leave a trail of activations, so nothing here
 * cleans up behind an exception.
 *
 * <p>Threads: statements are immutable once bound and shared by all renders.
 */
@NullMarked
package dev.brine.engine.render.jinja.tag;

import org.jspecify.annotations.NullMarked;
