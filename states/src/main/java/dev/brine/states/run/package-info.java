/**
 * Running low chunks: in order, requisites first, each result in Salt's shape.
 *
 * <p>Reading order: {@link dev.brine.states.run.RunSettings} is what a run works with; {@link dev.brine.states.run.StateRun}
 * walks the chunks and their requisites; {@code StateCaller} calls one state function with {@code Guards} (onlyif, unless,
 * creates, check_cmd), {@code Slots} and {@code Retry} around it; {@code RunContext} is what the function sees.
 *
 * <p>Thread rule: a run belongs to the thread of its job. {@code parallel: True} is accepted, such states run in their turn.
 */
@NullMarked
package dev.brine.states.run;

import org.jspecify.annotations.NullMarked;
