/**
 * The execution module {@code ps}: processes, and what the kernel counts of processors, memory, disks and networks.
 *
 * <p>{@link dev.brine.engine.modules.process.PsModule} names the classes: {@code ProcessFunctions} over {@code Processes} and
 * {@code OneProcess} (with {@code OpenSockets} and {@code MemoryMaps} for what is rarely asked), {@code FigureFunctions} over
 * {@code Kernel} and {@code Utmp}, {@code DiskFunctions}. Names and units are those of psutil, through which Salt's module looks
 * at the host; everything comes from {@code /proc}.
 *
 * <p>Thread rule: no state, shared by all jobs.
 */
@NullMarked
package dev.brine.engine.modules.process;

import org.jspecify.annotations.NullMarked;
