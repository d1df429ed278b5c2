/**
 * The execution module {@code file}: files and directories of the host.
 *
 * <p>{@link dev.brine.engine.modules.file.FileModule} names the classes, one for each theme; they share {@code Paths} and {@code
 * FileFacts}. {@link dev.brine.engine.modules.file.TextFile} with the edits {@link dev.brine.engine.modules.file.LineEdit}, {@link
 * dev.brine.engine.modules.file.MarkedBlock} and {@link dev.brine.engine.modules.file.CommentMark}, and {@link
 * dev.brine.engine.modules.file.BackupStore}, are for the state functions, too; what else these need they call by its Salt name.
 *
 * <p>Thread rule: stateless, shared by all jobs.
 */
@NullMarked
package dev.brine.engine.modules.file;

import org.jspecify.annotations.NullMarked;
