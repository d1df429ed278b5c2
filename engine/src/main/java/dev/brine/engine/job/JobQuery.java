package dev.brine.engine.job;

import java.time.Instant;
import java.util.Optional;

/**
 * Which jobs are wanted; empty parts do not restrict.
 *
 * @param fun function glob ("state.*")
 * @param minion id that must have returned
 * @param from started at or after
 * @param until started before
 * @param limit at most so many, the newest
 */
public record JobQuery(
        Optional<String> fun, Optional<String> minion, Optional<Instant> from, Optional<Instant> until, int limit) {

    public static JobQuery all(int limit) {
        return new JobQuery(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), limit);
    }
}
