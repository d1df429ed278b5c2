/**
 * Files as states handle them, without a word about states: atomic writes, permissions, differences of texts.
 *
 * <p>Reading order: {@link dev.brine.states.file.AtomicFile} writes, {@link dev.brine.states.file.FileStat} and {@link
 * dev.brine.states.file.Permissions} read and set owner and mode, {@link dev.brine.states.file.UnifiedDiff} says what a
 * change changes.
 *
 * <p>Thread rule: stateless, safe for many threads.
 */
@NullMarked
package dev.brine.states.file;

import org.jspecify.annotations.NullMarked;
