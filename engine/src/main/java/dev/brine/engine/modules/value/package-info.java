/**
 * Execution modules over values, theirs to make, merge or digest: {@code random}, {@code defaults}, {@code hashutil}.
 *
 * <p>One class for each Salt name.
 *
 * <p>Thread rule: stateless, shared by all jobs.
 */
@NullMarked
package dev.brine.engine.modules.value;

import org.jspecify.annotations.NullMarked;
