/**
 * One job of the schedule: when it is due, and whether it may run then.
 *
 * <p>{@link dev.brine.engine.schedule.job.ScheduledJob} asks its parts at each {@link dev.brine.engine.schedule.job.Moment}: the
 * {@code Timing} for the time (an interval, {@code when}, {@code cron} or {@code once}), {@code Splay} for a delay, {@code
 * Conditions} for leave. {@code Definition} is what was written, {@code Progress} what became of it.
 *
 * <p>Thread rule: the lock of the schedule that holds the job guards it.
 */
@NullMarked
package dev.brine.engine.schedule.job;

import org.jspecify.annotations.NullMarked;
