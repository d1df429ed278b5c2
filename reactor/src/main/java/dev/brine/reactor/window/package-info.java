/**
 * Policies that combine several events: joins and absences, and one job out of many events.
 *
 * <p>Reading order: {@link dev.brine.reactor.window.Asked} is what {@code reactor_policy} asks for a rule's reactions; {@link
 * dev.brine.reactor.window.Correlation} is a join or an absence, {@link dev.brine.reactor.window.Windows} what has been seen for
 * them and what is waited for, {@link dev.brine.reactor.window.WindowEvent} the event by which such a window ends and which the
 * rule answers; {@link dev.brine.reactor.window.Merge} makes one call of equal ones; {@link dev.brine.reactor.window.WindowLog}
 * is what survives the process.
 *
 * <p>Time is that of the events' stamps and of the clock that is handed in. Thread rule: {@code Windows} belongs to the matching
 * thread; everything else is immutable or may be used by any.
 */
@NullMarked
package dev.brine.reactor.window;

import org.jspecify.annotations.NullMarked;
