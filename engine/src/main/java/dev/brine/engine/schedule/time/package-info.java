/**
 * Times as people write them: {@link dev.brine.engine.schedule.time.Cron} expressions, {@link
 * dev.brine.engine.schedule.time.HumanDate} for dates in words, {@link dev.brine.engine.schedule.time.Strptime} for formats.
 *
 * <p>They read as the libraries do that Salt uses: croniter, dateutil, Python's own.
 *
 * <p>Thread rule: immutable or stateless.
 */
@NullMarked
package dev.brine.engine.schedule.time;

import org.jspecify.annotations.NullMarked;
