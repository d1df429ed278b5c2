package dev.brine.engine.target;

/**
 * Decides for one minion whether a target means it.
 *
 * <p>Where grains or pillar would be needed and are not known, the answer is yes: the master rather expects one minion too many
 * than forgets one (Salt 3006: "greedy"). On the minion itself everything is known.
 */
@FunctionalInterface
public interface TargetMatcher {
    boolean matches(Facts facts);
}
