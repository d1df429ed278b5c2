/**
 * Runner modules: functions that run in the master, one class for each Salt name, or one for each theme of it.
 *
 * <p>{@link dev.brine.engine.runners.RunnerCatalog} names them all and shows what each needs.
 *
 * <p>What is printed with {@link dev.brine.engine.call.Call#print} is shown by {@code salt-run}; {@link
 * dev.brine.engine.runners.ItemQueues} keeps what the runner {@code queue} is given.
 *
 * <p>Thread rule: modules are shared by the runner client's threads and keep no state of their own. Functions may block.
 */
@NullMarked
package dev.brine.engine.runners;

import org.jspecify.annotations.NullMarked;
