/**
 * Pillar: data that the master compiles for one minion and that no other sees.
 *
 * <p>Reading order: {@link dev.brine.engine.pillar.PillarSource} is what the master asks; {@link
 * dev.brine.engine.pillar.PillarCompiler} answers out of {@code pillar_roots}: {@code PillarTop} says which files, {@code
 * PillarSls} renders them with their includes; {@link dev.brine.engine.pillar.ExternalPillars} are the sources beside the files.
 *
 * <p>Thread rule: a source may be asked from any thread; what belongs to one compilation is made for it.
 */
@NullMarked
package dev.brine.engine.pillar;

import org.jspecify.annotations.NullMarked;
