/**
 * The commands: what each one's options mean and how it does its work.
 *
 * <p>Read {@link dev.brine.cli.command.Program}, the shape they share, then {@link dev.brine.cli.command.SaltProgram}. A command
 * gets everything of the outside world through its {@link dev.brine.cli.command.Shell}, and returns its exit code ({@link
 * dev.brine.cli.command.Exit}) instead of ending the process.
 *
 * <p>A command runs on the main thread.
 */
@NullMarked
package dev.brine.cli.command;

import org.jspecify.annotations.NullMarked;
