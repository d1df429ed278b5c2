/**
 * The minion's side of the file server.
 *
 * <p>{@link dev.brine.engine.fileserver.client.RemoteFiles} fetches from the master into a cache and only what changed; {@link
 * dev.brine.engine.fileserver.client.LocalFiles} serves local roots the same way, for masterless use.
 *
 * <p>Thread rule: both may be used from any thread.
 */
@NullMarked
package dev.brine.engine.fileserver.client;

import org.jspecify.annotations.NullMarked;
