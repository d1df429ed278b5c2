/**
 * Files of the host: atomic writes, permissions, expressions as Python has them, differences of texts.
 *
 * <p>Reading order: {@link dev.brine.engine.file.AtomicFile} writes, {@link dev.brine.engine.file.FileStat} and {@link
 * dev.brine.engine.file.Permissions} read and set owner and mode, {@link dev.brine.engine.file.UnifiedDiff} says what a
 * change changes.
 *
 * <p>Thread rule: stateless, safe for many threads.
 */
@NullMarked
package dev.brine.engine.file;

import org.jspecify.annotations.NullMarked;
