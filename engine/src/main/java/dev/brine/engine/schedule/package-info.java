/**
 * Jobs that a daemon gives itself by the clock: {@code schedule:}.
 *
 * <p>Reading order: {@link dev.brine.engine.schedule.Schedule} holds the entries, each a {@code ScheduledJob} that knows when it
 * is due; {@link dev.brine.engine.schedule.Cron} and {@code HumanDate} read times as Salt's libraries do; {@link
 * dev.brine.engine.schedule.ScheduledCalls} runs what is due; {@link dev.brine.engine.schedule.ScheduleFile} keeps changes.
 *
 * <p>Thread rule: a schedule's own lock guards it; the daemon's {@code schedule} thread ticks, runs have threads of their own.
 */
@NullMarked
package dev.brine.engine.schedule;

import org.jspecify.annotations.NullMarked;
