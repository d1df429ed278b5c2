package dev.brine.engine.target;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What is known of one minion.
 *
 * @param id its id
 * @param grains empty when they are not known (a minion the master has no cached data of)
 * @param pillar likewise
 */
public record Facts(
        String id, Supplier<Optional<Map<String, Object>>> grains, Supplier<Optional<Map<String, Object>>> pillar) {

    public static Facts of(String id, Map<String, Object> grains, Map<String, Object> pillar) {
        return new Facts(id, () -> Optional.of(grains), () -> Optional.of(pillar));
    }

    public static Facts unknown(String id) {
        return new Facts(id, Optional::empty, Optional::empty);
    }
}
