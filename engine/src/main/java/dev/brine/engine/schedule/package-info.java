/**
 * Jobs that a daemon gives itself by the clock: {@code schedule:}.
 *
 * <p>Reading order: {@link dev.brine.engine.schedule.Schedule} looks at the clock; {@code Entries} holds what is to be run, each
 * entry a {@link dev.brine.engine.schedule.job.ScheduledJob} that knows when it is due; {@code Commands} look at and change them;
 * {@link dev.brine.engine.schedule.ScheduleFile} keeps changes; {@link dev.brine.engine.schedule.ScheduledCalls} runs what is due.
 * Below, {@code job} is one job and {@code time} reads times as Salt's libraries do.
 *
 * <p>Thread rule: a schedule's own lock guards it; the daemon's {@code schedule} thread ticks, runs have threads of their own.
 */
@NullMarked
package dev.brine.engine.schedule;

import org.jspecify.annotations.NullMarked;
