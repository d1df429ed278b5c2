/**
 * The reactor: an event, the rules that mean it, the SLS files they name, the reactions these give.
 *
 * <p>Reading order: {@link dev.brine.reactor.ReactorPlugin} brings {@link dev.brine.reactor.ReactorEngine} to a master and
 * {@code MinionReactor} to a minion; {@code rule}
 * holds the rules, {@code sls} renders and compiles, {@code reaction} resolves calls and dispatches them, {@code flow} is the way
 * through, {@code record} what is kept of it on disk, {@code policy} when a rule is to answer, {@code explain} and {@code runner}
 * what operators ask. {@link dev.brine.reactor.OfflineReactor} answers those questions that need a configuration only.
 *
 * <p>Thread rule: see {@code flow}; everything else is immutable or says what it guards.
 */
@NullMarked
package dev.brine.reactor;

import org.jspecify.annotations.NullMarked;
