/**
 * State functions for settings of the host: addresses, kernel parameters and modules, time zone, locales, alternatives, mounts;
 * accounts, groups, keys that log in, known hosts, cron jobs, services.
 *
 * <p>Each asks and acts through the execution module of its theme ({@code hosts}, {@code sysctl}, ...), by its Salt name, so that
 * users' own modules of that name are taken where they have some.
 *
 * <p>Thread rule: made for one run, used by its thread.
 */
@NullMarked
package dev.brine.states.system;

import org.jspecify.annotations.NullMarked;
