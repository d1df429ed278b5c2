/**
 * Execution modules for settings of the host: names and addresses, kernel parameters and modules, time zone,
 * locales, clock, alternatives and their like.
 *
 * <p>One class for each Salt name. All are given the {@link dev.brine.engine.modules.host.Host} on which they work.
 *
 * <p>Thread rule: stateless, shared by all jobs.
 */
@NullMarked
package dev.brine.engine.modules.system;

import org.jspecify.annotations.NullMarked;
