/**
 * The execution module {@code mount}: file systems and swap space, now and in {@code fstab}.
 *
 * <p>{@link dev.brine.engine.modules.mount.MountModule} names the classes: {@code Mounts} for what is mounted, {@code
 * FstabFunctions} over {@code Fstab} for the file, {@code Swaps}, {@code Automaster} for what other systems have, and {@code MountCache} for what the state remembers.
 *
 * <p>Thread rule: stateless, shared by all jobs.
 */
@NullMarked
package dev.brine.engine.modules.mount;

import org.jspecify.annotations.NullMarked;
