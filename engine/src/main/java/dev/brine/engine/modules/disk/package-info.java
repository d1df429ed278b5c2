/**
 * The execution module {@code disk}: file systems, block devices and drives.
 *
 * <p>{@link dev.brine.engine.modules.disk.DiskModule} names the classes: {@code UsageFunctions} (what {@code df} says), {@code
 * DeviceFunctions} (what {@code blkid}, {@code blockdev}, {@code lsblk} and {@code mkfs} say and do), {@code DriveFunctions} over
 * {@code Hdparm} (drives themselves, their S.M.A.R.T. values), {@code Iostat}.
 *
 * <p>Thread rule: no state, shared by all jobs.
 */
@NullMarked
package dev.brine.engine.modules.disk;

import org.jspecify.annotations.NullMarked;
