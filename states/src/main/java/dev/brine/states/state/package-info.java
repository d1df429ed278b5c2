/**
 * State functions: one class for each of Salt's state modules.
 *
 * <p>Reading order: {@link dev.brine.states.state.StateContext} is what a function may ask of its run, {@code Result} what it
 * returns, {@link dev.brine.states.state.StateCatalog} which modules there are. {@code FileStates} only names the functions of
 * {@code file}; the classes behind it do the work by theme. {@code ManagedSources}, {@code ManagedChecks} and {@code ManagedPlacing} are
 * execution functions of {@code file} that do single steps of {@code file.managed}, with the same classes: {@code Sources}, {@code
 * SourceContent}, {@code Placing}.
 *
 * <p>Thread rule: made for one run, used by its thread.
 */
@NullMarked
package dev.brine.states.state;

import org.jspecify.annotations.NullMarked;
