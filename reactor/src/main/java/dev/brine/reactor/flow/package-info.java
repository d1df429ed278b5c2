/**
 * How events become reactions: taken in, matched, put in line, rendered, dispatched, and followed to their end where that counts.
 *
 * <p>Reading order: {@link dev.brine.reactor.flow.Reactor} is the whole; {@code Intake} takes events from the bus and, when they
 * come faster than they are matched, from the journal; {@code Spans} sees them for joins, absences and throttles; {@code
 * Unanswered} keeps them until they are answered, in a {@code FairQueue} by origin, rule and minion, or by their place in the
 * journal; {@code Firing} renders one event's files and has done what they ask for; {@code CallQueue} runs runner and wheel calls, a
 * bounded number at a time and in turns by rule.
 *
 * <p>What a policy asks for beyond that: {@code Combining} (one job out of many reactions, {@code Sequences}, {@code Rolling} jobs),
 * {@code Follower} (limits and further tries, in the {@code Lines} of policies), {@code Dead}; {@code JobWatch} alone knows how jobs
 * end.
 *
 * <p>Thread rule: the bus only hands over; one thread {@code reactor} matches; threads {@code reactor-n} render and publish; {@code
 * reactor-timer} does what follows later; runner and wheel functions run on the master's own pools. Nothing here waits for a minion.
 */
@NullMarked
package dev.brine.reactor.flow;

import org.jspecify.annotations.NullMarked;
