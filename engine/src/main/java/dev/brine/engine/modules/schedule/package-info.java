/**
 * The execution module {@code schedule}: looking at and changing the jobs that a minion gives itself.
 *
 * <p>Each function puts a command to the minion's {@link dev.brine.engine.schedule.Schedule}; {@code ScheduleItem} makes an entry of
 * it from keyword arguments.
 *
 * <p>Thread rule: stateless, shared by all jobs.
 */
@NullMarked
package dev.brine.engine.modules.schedule;

import org.jspecify.annotations.NullMarked;
