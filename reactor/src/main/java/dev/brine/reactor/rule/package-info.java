/**
 * Which SLS files answer which events.
 *
 * <p>Reading order: {@link dev.brine.reactor.rule.Rule} is one entry of {@code reactor:}; {@link
 * dev.brine.reactor.rule.TagPattern} is its left side; {@link dev.brine.reactor.rule.RuleReader} reads the option in all its
 * forms and names what it cannot use; {@link dev.brine.reactor.rule.RuleSet} finds the rules of a tag at a cost that does not
 * grow with their number.
 *
 * <p>Thread rule: everything is immutable; a new configuration is a new rule set, swapped whole.
 */
@NullMarked
package dev.brine.reactor.rule;

import org.jspecify.annotations.NullMarked;
