/**
 * Jobs that run on this minion right now.
 *
 * <p>{@link dev.brine.engine.job.running.ProcessTable} knows them by jid and keeps one file for each below {@code
 * cachedir/proc}, where other tools of the host look; a {@link dev.brine.engine.job.running.RunningJob} can be cancelled.
 *
 * <p>Thread rule: all types may be used from any thread.
 */
@NullMarked
package dev.brine.engine.job.running;

import org.jspecify.annotations.NullMarked;
