/**
 * In-process doors to what the master can do: publish a job, run a runner or a wheel function, call a function on the spot.
 *
 * <p>The command line, the reactor, runners and the schedule all go through these; {@link
 * dev.brine.engine.client.JobPublisher} is the one door for jobs.
 *
 * <p>Thread rule: every door may be used from any thread; none waits for a minion.
 */
@NullMarked
package dev.brine.engine.client;

import org.jspecify.annotations.NullMarked;
