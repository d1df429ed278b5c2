/**
 * The state system: SLS files to a graph of states to results, as a plugin of the engine.
 *
 * <p>Rooms, in the order of a run: {@code module} (the execution module {@code state}), {@code high} (SLS files to high data to
 * low chunks, top files), {@code graph} (chunks and their requisites), {@code run} (walking the graph, calling functions), {@code
 * state} (the state functions), {@code file} (files without a word about states), {@code render} (the door to the engine's
 * renderer), {@code orchestrate} (the same on the master, with states that steer minions). Arrows go in that order only, except
 * that {@code orchestrate} uses all the others.
 *
 * <p>Thread rule: everything made for a run belongs to the thread of its job.
 */
@NullMarked
package dev.brine.states;

import org.jspecify.annotations.NullMarked;
