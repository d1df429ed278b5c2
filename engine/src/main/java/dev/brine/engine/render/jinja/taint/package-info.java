/**
 * Event text that cannot change the structure of what is rendered.
 *
 * <p>{@link dev.brine.engine.render.jinja.taint.Tainted} marks the values of an event, the template sees the real values,
 * printing leaves a token of the {@link dev.brine.engine.render.jinja.taint.TaintTable} in the text, and the YAML side
 * puts the values back inside finished scalars.
 *
 * <p>Threads: a table and the views belong to the one thread that renders.
 */
@NullMarked
package dev.brine.engine.render.jinja.taint;

import org.jspecify.annotations.NullMarked;
