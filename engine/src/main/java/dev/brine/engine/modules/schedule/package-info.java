/**
 * The execution module {@code schedule}: looking at and changing the jobs that a minion gives itself.
 *
 * <p>Each function puts a command to the minion's {@link dev.brine.engine.schedule.Schedule}; {@link
 * dev.brine.engine.modules.schedule.ScheduleModule} names the classes, one for each theme. They share {@code MinionSchedule}, the
 * way there, {@code ScheduleItem}, which makes an entry from keyword arguments, and {@code ShownEntries}, which shows them.
 *
 * <p>Thread rule: stateless, shared by all jobs.
 */
@NullMarked
package dev.brine.engine.modules.schedule;

import org.jspecify.annotations.NullMarked;
