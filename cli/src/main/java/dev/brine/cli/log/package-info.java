/**
 * Log lines in Salt's form on standard error and in Salt's log files.
 *
 * <p>{@link dev.brine.cli.log.SaltLogProvider} is found by SLF4J; {@link dev.brine.cli.log.SaltLogs} holds levels and targets
 * and is set once by the command; {@link dev.brine.cli.log.LogFile} opens its file anew when a log rotator moved it, as Salt
 * does. A logging library of its own costs each command a tenth of a second at its start, this costs a few milliseconds.
 *
 * <p>Any thread may log; a line is written whole.
 */
@NullMarked
package dev.brine.cli.log;

import org.jspecify.annotations.NullMarked;
