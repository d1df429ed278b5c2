package dev.brine.reactor.window;

import dev.brine.reactor.policy.Policy;
import java.util.List;
import java.util.Optional;

/**
 * A correlation and whom it is for.
 *
 * @param rule left side of the rules that answer
 * @param policy name of the policy
 */
public record Correlated(String rule, String policy, Correlation correlation) {

    /** Those of some policies. */
    public static List<Correlated> of(List<Policy> policies) {
        return policies.stream()
                .flatMap(policy -> policy.part(Correlation.class).flatMap(part -> of(policy, part)).stream())
                .toList();
    }

    private static Optional<Correlated> of(Policy policy, Correlation correlation) {
        return Optional.ofNullable(policy.match())
                .map(match -> new Correlated(match.text(), policy.name(), correlation));
    }

    /** Names it over restarts: as long as the text is the same, what was seen counts. */
    String window() {
        return rule + ": " + correlation;
    }
}
