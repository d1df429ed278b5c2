/**
 * Completion of command lines by bash and zsh, written out of the options that the commands themselves read.
 *
 * <p>{@link dev.brine.cli.completion.Candidates} says what may stand behind an option; {@link
 * dev.brine.cli.completion.BashCompletion} and {@link dev.brine.cli.completion.ZshCompletion} say it in the words of a shell. The
 * texts lie in {@code completion/} of the project, where a test holds them true.
 *
 * <p>Nothing here keeps state; any thread may use it.
 */
@NullMarked
package dev.brine.cli.completion;

import org.jspecify.annotations.NullMarked;
