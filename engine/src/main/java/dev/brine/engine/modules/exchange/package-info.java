/**
 * Execution modules that reach out of the host: {@code event} and {@code mine} to the master, {@code publish} through it to
 * other minions, {@code http} to web servers.
 *
 * <p>One class for each Salt name.
 *
 * <p>Thread rule: stateless, shared by all jobs.
 */
@NullMarked
package dev.brine.engine.modules.exchange;

import org.jspecify.annotations.NullMarked;
