/**
 * The execution module {@code cmd}: commands and scripts on the host.
 *
 * <p>{@link dev.brine.engine.modules.command.CmdModule} puts it together; {@code Execution} holds what all its functions share:
 * shell or not, allowed or not, which outcome is a success.
 *
 * <p>Thread rule: stateless, shared by all jobs.
 */
@NullMarked
package dev.brine.engine.modules.command;

import org.jspecify.annotations.NullMarked;
