package dev.brine.reactor.policy;

import java.util.List;

/** Keeps what throttles remember over restarts. Writes are not waited for and are made in the order in which they were given. */
public interface ThrottleStore {

    /**
     * What is remembered of one key of a policy.
     *
     * @param until after this it means nothing any more, milliseconds of the epoch
     */
    record Row(String policy, String key, long until, ThrottleState state) {}

    /** All that still mean something at {@code now}. Blocks. */
    List<Row> rows(long now);

    void put(Row row);

    void remove(String policy, String key);

    /** Forgets what means nothing any more. */
    void expire(long now);

    /** Keeps nothing. */
    static ThrottleStore none() {
        return new ThrottleStore() {
            @Override
            public List<Row> rows(long now) {
                return List.of();
            }

            @Override
            public void put(Row row) {}

            @Override
            public void remove(String policy, String key) {}

            @Override
            public void expire(long now) {}
        };
    }
}
