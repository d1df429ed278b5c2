/**
 * Facts about the host.
 *
 * <p>{@link dev.brine.engine.grains.Grains} gathers them, from the kernel's files where it can, and never over the network.
 *
 * <p>Thread rule: a gathered map is immutable by agreement and swapped whole.
 */
@NullMarked
package dev.brine.engine.grains;

import org.jspecify.annotations.NullMarked;
