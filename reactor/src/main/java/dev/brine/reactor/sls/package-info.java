/**
 * From an event and its SLS files to ordered low chunks, as Salt's compiler gives them.
 *
 * <p>Reading order: {@link dev.brine.reactor.sls.SlsFiles} finds the files behind a reference, {@link
 * dev.brine.reactor.sls.SlsRenderer} renders one for an event, {@code HighData} brings ids into one shape and joins files,
 * {@code HighCheck} refuses what Salt refuses, {@code ChunkCompiler} makes and orders the chunks. {@link
 * dev.brine.reactor.sls.ReactionCompiler} is the way through all of them and gives a {@link
 * dev.brine.reactor.sls.Compilation}.
 *
 * <p>Thread rule: everything here may be used by many threads; one compilation is one thread.
 */
@NullMarked
package dev.brine.reactor.sls;

import org.jspecify.annotations.NullMarked;
