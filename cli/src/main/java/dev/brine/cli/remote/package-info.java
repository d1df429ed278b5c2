/**
 * The doors by which a command reaches the master that runs on its host.
 *
 * <p>{@link dev.brine.cli.remote.MasterDoor} sends clear commands to the request port with the key of the user's key file,
 * {@link dev.brine.cli.remote.RemotePublisher} publishes jobs through it, {@link dev.brine.cli.remote.JobSource} brings what
 * comes of them, from the event socket or, for users who may not read that, from the master, {@link
 * dev.brine.cli.remote.EventDoor} fires events. The same doors open a stock master, also for functions of a
 * minion on its host ({@link dev.brine.cli.remote.MasterHostPlugin}).
 *
 * <p>Each object belongs to one thread, except the publisher, which any thread may use.
 */
@NullMarked
package dev.brine.cli.remote;

import org.jspecify.annotations.NullMarked;
