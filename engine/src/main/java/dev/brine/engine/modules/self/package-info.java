/**
 * Execution modules about the minion itself: whether it answers ({@code test}), its environment ({@code environ}), its log
 * ({@code log}), its keys ({@code key}), values that live elsewhere ({@code sdb}).
 *
 * <p>One class for each Salt name.
 *
 * <p>Thread rule: stateless, shared by all jobs.
 */
@NullMarked
package dev.brine.engine.modules.self;

import org.jspecify.annotations.NullMarked;
