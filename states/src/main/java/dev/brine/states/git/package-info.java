/**
 * The state module {@code git}: clones, repositories and configuration as they are to be.
 *
 * <p>{@link dev.brine.states.git.GitStates} names the functions. {@code Latest} follows a revision of a remote: {@code
 * RemoteRevision} says what is wanted, {@code LatestClone} and {@code LatestUpdate} get there. {@code GitCalls} calls the
 * execution module with the state's account and identity.
 *
 * <p>Thread rule: made for one run, used by its thread.
 */
@NullMarked
package dev.brine.states.git;

import org.jspecify.annotations.NullMarked;
