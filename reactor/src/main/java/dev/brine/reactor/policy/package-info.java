/**
 * {@code reactor_policy:}, which stock Salt passes over: when a rule that matches is really to answer.
 *
 * <p>Reading order: {@link dev.brine.reactor.policy.Policy} is one entry, {@link dev.brine.reactor.policy.Condition} one of its
 * conditions on the event; {@link dev.brine.reactor.policy.PolicyReader} reads the option and refuses what it does not know; {@link
 * dev.brine.reactor.policy.Gate} holds what throttles remember and decides.
 *
 * <p>Thread rule: entries are immutable; a gate may be asked by many threads.
 */
@NullMarked
package dev.brine.reactor.policy;

import org.jspecify.annotations.NullMarked;
