/**
 * From a low chunk to a call.
 *
 * <p>Reading order: {@link dev.brine.reactor.reaction.Reaction} is what will be called, sealed by type; {@link
 * dev.brine.reactor.reaction.CallResolver} reads the old, new and mixed grammar of arguments as Salt does, with the {@link
 * dev.brine.reactor.reaction.Signatures} of runner and wheel functions; {@link dev.brine.reactor.reaction.Dispatcher} hands a
 * reaction to its client.
 *
 * <p>Thread rule: immutable, for any thread; dispatching never waits for a minion.
 */
@NullMarked
package dev.brine.reactor.reaction;

import org.jspecify.annotations.NullMarked;
