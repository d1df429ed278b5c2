/**
 * What becomes of events, on disk: the reactor's records beside the event journal, in the same file.
 *
 * <p>Reading order: {@link dev.brine.reactor.record.ReactionLog} is what the reactor asks for; {@link
 * dev.brine.reactor.record.ReactionRecord} is one reaction with its state; {@link
 * dev.brine.reactor.record.SqliteReactionLog} keeps them in {@code RecordTables}, through {@code RecordWriter} and {@link
 * dev.brine.reactor.record.RecordReader}. An event is read from the journal until its reactions are recorded;
 * a reaction is run until its end is recorded. So each is run at least once, and none again whose end is on disk.
 *
 * <p>Thread rule: any thread; writes are put together with those of the journal and do not block.
 */
@NullMarked
package dev.brine.reactor.record;

import org.jspecify.annotations.NullMarked;
