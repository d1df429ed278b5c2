package dev.brine.reactor.window;

import dev.brine.engine.event.Event;
import org.jspecify.annotations.Nullable;

/**
 * An event that a window waits with.
 *
 * @param at its stamp, milliseconds of the epoch
 * @param event itself where no journal keeps it
 */
record Seen(long number, long at, @Nullable Event event) {}
