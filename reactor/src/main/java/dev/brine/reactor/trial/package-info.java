/**
 * Rules in a world that is made up: the reactor that masters run, on a clock that is moved by hand, with minions and functions that do
 * what a test's author says.
 *
 * <p>Reading order: {@link dev.brine.reactor.trial.Story} is what the author writes; {@link dev.brine.reactor.trial.Trial} plays it step
 * by step; {@code MadeUpHost} stands for minions, runners and wheel functions.
 *
 * <p>Thread rule: a trial belongs to one thread, which waits until the reactor's own have nothing left to do before it moves the clock.
 */
@NullMarked
package dev.brine.reactor.trial;

import org.jspecify.annotations.NullMarked;
