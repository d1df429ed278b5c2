/**
 * Wheel functions: what an operator does to the master itself, above all {@link dev.brine.engine.wheel.KeyWheel}.
 *
 * <p>{@link dev.brine.engine.wheel.WheelCatalog} makes them. The module {@code key} is four classes: which keys there
 * are, their texts, decisions about them, new ones.
 *
 * <p>Thread rule: each object is shared by all calls; none keeps state of its own.
 */
@NullMarked
package dev.brine.engine.wheel;

import org.jspecify.annotations.NullMarked;
