/**
 * The execution module {@code file}: files and directories of the host.
 *
 * <p>{@link dev.brine.engine.modules.file.FileModule} names the classes, one for each theme; they share {@code Paths} and {@code
 * FileFacts}. What the state functions need of it they call by its Salt name.
 *
 * <p>Thread rule: stateless, shared by all jobs.
 */
@NullMarked
package dev.brine.engine.modules.file;

import org.jspecify.annotations.NullMarked;
