/**
 * From SLS files to high data to low chunks.
 *
 * <p>Reading order: {@link dev.brine.states.high.SlsFiles} finds the files, {@link dev.brine.states.high.SlsCompiler} renders
 * them with what they include into one map, {@link dev.brine.states.high.HighData} checks that map, applies extend, the
 * requisites that point the other way and exclude, and turns it into low chunks; {@link dev.brine.states.high.TopFile} says
 * which SLS files the minion gets. High data is {@code id -> {module: [function, {argument: value}, ...], __sls__, __env__}},
 * with {@code __extend__} and {@code __exclude__} beside the ids.
 *
 * <p>Thread rule: all of it belongs to the thread of one state run.
 */
@NullMarked
package dev.brine.states.high;

import org.jspecify.annotations.NullMarked;
