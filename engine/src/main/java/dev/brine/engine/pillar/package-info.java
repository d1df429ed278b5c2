/**
 * Pillar: data that the master compiles for one minion and that no other sees.
 *
 * <p>{@link dev.brine.engine.pillar.PillarSource} is what the master asks.
 *
 * <p>Thread rule: a source may be asked from any thread.
 */
@NullMarked
package dev.brine.engine.pillar;

import org.jspecify.annotations.NullMarked;
