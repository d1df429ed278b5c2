/**
 * What operators ask before and after: which rules mean an event, what they would do, whether files are right.
 *
 * <p>Reading order: {@link dev.brine.reactor.explain.Workshop} holds rules, compiler and resolver of one configuration; {@link
 * dev.brine.reactor.explain.Explainer} tells what would happen to one event, asking the policies by what {@link
 * dev.brine.reactor.explain.Standing} remembers; {@link dev.brine.reactor.explain.RuleTest} compares
 * that with expectations; {@link dev.brine.reactor.explain.Lint} reads files for what their author did not mean; {@code NearMiss}
 * says why a rule does not match. Nothing here runs a reaction; stories with times are
 * played in {@code trial}.
 *
 * <p>Thread rule: each call stands alone; any thread.
 */
@NullMarked
package dev.brine.reactor.explain;

import org.jspecify.annotations.NullMarked;
