/**
 * Execution modules that tell what a minion knows of itself: {@code config}, {@code grains}, {@code pillar}, {@code data}, and
 * {@code match}, which asks whether a target means it.
 *
 * <p>One class for each Salt name; {@code Lookup} is the {@code filter_by} of grains and pillar.
 *
 * <p>Thread rule: stateless, shared by all jobs.
 */
@NullMarked
package dev.brine.engine.modules.facts;

import org.jspecify.annotations.NullMarked;
