/**
 * The first five minutes with Brine: a master, a minion and two reactor rules in a directory of their own, watched as they find
 * each other.
 *
 * <p>{@link dev.brine.cli.quickstart.Quickstart} is what {@code ./quickstart} starts after the build; {@link
 * dev.brine.cli.quickstart.Site} lays out the directory, {@link dev.brine.cli.quickstart.Bootstrap} follows the events.
 *
 * <p>One thread; the daemons are processes of their own, started through the launchers in {@code bin/}.
 */
@NullMarked
package dev.brine.cli.quickstart;

import org.jspecify.annotations.NullMarked;
