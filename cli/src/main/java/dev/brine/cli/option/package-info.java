/**
 * Options of the commands, read by the rules of Python's optparse because users' scripts rely on them: options and arguments
 * mix freely, {@code -t5}, {@code -t 5}, {@code --timeout=5} and an unambiguous beginning like {@code --time 5} are the same.
 *
 * <p>{@link dev.brine.cli.option.Option} describes one, {@link dev.brine.cli.option.OptionParser} reads a command line into
 * {@link dev.brine.cli.option.Parsed}; {@link dev.brine.cli.option.OptionHelp} prints them.
 *
 * <p>All values are immutable once made; no thread rule.
 */
@NullMarked
package dev.brine.cli.option;

import org.jspecify.annotations.NullMarked;
