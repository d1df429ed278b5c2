/**
 * The reactor's runner functions.
 *
 * <p>{@link dev.brine.reactor.runner.OfflineReactorRunner} holds those that need a configuration only and no master; {@link
 * dev.brine.reactor.runner.ReactorRunner} and {@link dev.brine.reactor.runner.EventsRunner} those of a running reactor.
 *
 * <p>Thread rule: functions run on the runner client's threads, any number at a time.
 */
@NullMarked
package dev.brine.reactor.runner;

import org.jspecify.annotations.NullMarked;
