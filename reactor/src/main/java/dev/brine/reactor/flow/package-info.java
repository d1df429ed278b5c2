/**
 * How events become reactions: taken in, matched, put in line, rendered, dispatched.
 *
 * <p>Reading order: {@link dev.brine.reactor.flow.Reactor} is the whole; {@code Intake} takes events from the bus and, when they
 * come faster than they are matched, from the journal; {@code FairQueue} puts matched events in line by origin, rule and minion;
 * {@code Firing} renders one event's files and dispatches what they ask for; {@code CallQueue} runs runner and wheel calls, a
 * bounded number at a time and in turns by rule.
 *
 * <p>Thread rule: the bus only hands over; one thread {@code reactor} matches; threads {@code reactor-n} render and publish; runner
 * and wheel functions run on the master's own pools. Nothing here waits for a minion.
 */
@NullMarked
package dev.brine.reactor.flow;

import org.jspecify.annotations.NullMarked;
