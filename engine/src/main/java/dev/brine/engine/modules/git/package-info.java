/**
 * The execution module {@code git}, over the program git.
 *
 * <p>{@link dev.brine.engine.modules.git.GitModule} names the classes, one for each theme; {@code GitLine} is a command in the making, {@code Git} runs it for all of
 * them, with the account, the identity and the words of its failures.
 *
 * <p>Thread rule: stateless, shared by all jobs.
 */
@NullMarked
package dev.brine.engine.modules.git;

import org.jspecify.annotations.NullMarked;
