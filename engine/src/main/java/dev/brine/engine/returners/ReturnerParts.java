package dev.brine.engine.returners;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What the built-in returners are made from.
 *
 * @param id of this minion, or of the master
 * @param opts the options, as written and with defaults
 * @param pillar the current pillar; empty on a master
 * @param cache {@code cachedir}
 * @param hashType {@code hash_type}, which names directories of cached jobs
 */
public record ReturnerParts(
        String id,
        Supplier<Map<String, Object>> opts,
        Supplier<Map<String, Object>> pillar,
        Path cache,
        String hashType,
        Clock clock) {

    ReturnerOptions options(String name, Map<String, Object> defaults) {
        return new ReturnerOptions(name, defaults, List.of(opts, pillar));
    }
}
