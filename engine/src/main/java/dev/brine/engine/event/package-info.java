/**
 * The event bus: the spine of the master, and of each minion.
 *
 * <p>Reading order: {@link dev.brine.engine.event.Event} (tag, data, where it came from and what caused it),
 * {@link dev.brine.engine.event.EventBus} (one per daemon), {@link dev.brine.engine.event.Subscription} (a bounded queue of a
 * reader), {@link dev.brine.engine.event.EventJournal} (durability), {@link dev.brine.engine.event.Tags} (every tag that the
 * daemons fire themselves), {@link dev.brine.engine.event.EventSocket} and {@link dev.brine.engine.event.EventClient} (the bus for other
 * processes).
 *
 * <p>Thread rule: {@code publish} may be called from any thread; events are numbered and handed over in one order that all
 * readers share. A tap runs on the publishing thread and must not block; a subscription is read on its owner's thread.
 */
@NullMarked
package dev.brine.engine.event;

import org.jspecify.annotations.NullMarked;
