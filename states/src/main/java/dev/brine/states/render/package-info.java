/**
 * The door to the engine's renderer: what states ask of templates, in two calls.
 *
 * <p>Reading order: {@link dev.brine.states.render.Templates}.
 *
 * <p>Thread rule: implementations are safe for use by many threads; one rendering is one thread.
 */
@NullMarked
package dev.brine.states.render;

import org.jspecify.annotations.NullMarked;
