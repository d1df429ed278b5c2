/**
 * {@code reactor_policy:}, which stock Salt passes over: when a rule that matches is really to answer, and how.
 *
 * <p>Reading order: {@link dev.brine.reactor.policy.Policy} is one entry, made of {@link dev.brine.reactor.policy.Part}s, one for each
 * key; {@link dev.brine.reactor.policy.PolicyReader} reads the option and refuses what it does not know; {@link
 * dev.brine.reactor.policy.Gate} holds what throttles remember and decides. What becomes of a reaction that is let through
 * ({@code Concurrency, Retry, OnDead}) is only read here; package {@code flow} does it.
 *
 * <p>A new key is a record that implements {@code Part}, reads itself from a {@link dev.brine.reactor.policy.Spec}, and has a line in
 * {@code PolicyKeys}; what it cannot stand beside, one in {@code PolicyClashes}.
 *
 * <p>Thread rule: entries are immutable; a gate may be asked by many threads.
 */
@NullMarked
package dev.brine.reactor.policy;

import org.jspecify.annotations.NullMarked;
