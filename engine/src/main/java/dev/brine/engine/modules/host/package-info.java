/**
 * The machine that execution modules read and change: its accounts, its programs, its files.
 *
 * <p>{@link dev.brine.engine.modules.host.Host} is what modules are given: where files are looked for and which programs are
 * run, so that a test can put a directory and fake programs in the machine's place. {@link
 * dev.brine.engine.modules.host.Command} and {@link dev.brine.engine.modules.host.CommandRunner} run programs, {@link
 * dev.brine.engine.modules.host.Accounts} reads accounts; {@link dev.brine.engine.modules.host.Truth} and {@link
 * dev.brine.engine.modules.host.PythonText} read values as Python does.
 *
 * <p>Thread rule: nothing here keeps state; safe for many threads.
 */
@NullMarked
package dev.brine.engine.modules.host;

import org.jspecify.annotations.NullMarked;
