/**
 * Durable embedded storage: one SQLite file, one thread that writes it, a few that read it.
 *
 * <p>{@link dev.brine.engine.store.SqliteFile} takes writes from any thread, puts those that wait together into one
 * transaction and answers each when that transaction is on disk. Job cache, event journal and minion data each have a file of
 * their own on top of it.
 *
 * <p>Thread rule: the writing connection belongs to the committer thread; readers borrow a connection for the length of one
 * call.
 */
@NullMarked
package dev.brine.engine.store;

import org.jspecify.annotations.NullMarked;
