/**
 * The execution module {@code archive}: packing, unpacking and listing archives.
 *
 * <p>{@link dev.brine.engine.modules.archive.ArchiveModule} names the classes: {@code ArchiveList} says what is in an archive,
 * {@code Packing} runs tar, gzip, zip and rar, {@code Zipping} makes zip files itself, {@code Unzipping} takes them apart, both through
 * {@code ZipDirectory}.
 *
 * <p>Thread rule: stateless, shared by all jobs.
 */
@NullMarked
package dev.brine.engine.modules.archive;

import org.jspecify.annotations.NullMarked;
