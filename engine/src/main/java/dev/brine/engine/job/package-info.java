/**
 * Jobs and their returns.
 *
 * <p>Reading order: {@link dev.brine.engine.job.JidSource} makes ids; {@link dev.brine.engine.job.Job} and {@link dev.brine.engine.job.JobReturn} are what is kept; {@link
 * dev.brine.engine.job.JobStore} keeps it ({@link dev.brine.engine.job.SqliteJobStore} in one file); {@link
 * dev.brine.engine.job.JobFiles} writes the files that stock command-line tools look for.
 *
 * <p>Thread rule: stores may be used from any thread.
 */
@NullMarked
package dev.brine.engine.job;

import org.jspecify.annotations.NullMarked;
