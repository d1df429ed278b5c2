/**
 * Timed jobs of the host: the module {@code cron}.
 *
 * <p>{@link dev.brine.engine.modules.cron.CronModule} names the functions; {@code CronTab} is a crontab with the part that is
 * managed, {@code CronJob} one job of it. The program {@code crontab} reads and writes.
 *
 * <p>Thread rule: no state; two changes of one account's crontab at the same time are the operator's business, as in Salt.
 */
@NullMarked
package dev.brine.engine.modules.cron;

import org.jspecify.annotations.NullMarked;
