/**
 * The kernel of Brine: events, configuration, calls, rendering, keys, jobs, and the two daemons that are composed of them.
 *
 * <p>Read {@link dev.brine.engine.event} first, it is the spine; then {@link dev.brine.engine.call}, the one way in which a
 * function is found and run; then {@code master} or {@code minion}, which only put the parts together.
 */
@NullMarked
package dev.brine.engine;

import org.jspecify.annotations.NullMarked;
