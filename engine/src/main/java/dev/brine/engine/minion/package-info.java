/**
 * The minion: signs in at a master, runs the jobs that mean it, and returns what came of them.
 *
 * <p>Reading order: {@link dev.brine.engine.minion.Minion} composes; {@link dev.brine.engine.minion.MasterSession} holds the
 * connection, whose condition is a {@link dev.brine.engine.minion.SessionState}, shared through {@code Standing} with those who ask the
 * master over {@code SessionRequests}; a published job passes {@code JobIntake}, and as a {@link dev.brine.engine.minion.Job} goes
 * through {@link dev.brine.engine.minion.JobRunner} to {@link dev.brine.engine.minion.ReturnSender}, which keeps it in {@link
 * dev.brine.engine.minion.ReturnSpool} until the master has it. What {@code salt-call} has in common with the daemon is in {@link
 * dev.brine.engine.minion.MinionCore}.
 *
 * <p>Thread rule: {@code session} owns the connection and its state; each job runs on a {@code job-n} thread; sockets live on
 * the transport's thread, which only hands messages on.
 */
@NullMarked
package dev.brine.engine.minion;

import org.jspecify.annotations.NullMarked;
