/**
 * The execution module {@code status}: how the host is doing.
 *
 * <p>{@link dev.brine.engine.modules.status.StatusModule} names the classes: {@code ProcFunctions} (figures of the kernel, from
 * {@code /proc}), {@code HostFunctions} (what programs tell: who works here, which processes run, how full file systems are),
 * {@code MasterFunctions} (the way to the master).
 *
 * <p>Thread rule: no state, shared by all jobs.
 */
@NullMarked
package dev.brine.engine.modules.status;

import org.jspecify.annotations.NullMarked;
