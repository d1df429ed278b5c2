package dev.brine.engine.returners;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * A place beside the master where returns of jobs go: a database, syslog, a file.
 *
 * <p>Made once by a {@link ReturnerCatalog} and then used by many threads at a time. What a returner throws is logged and never
 * touches the return's way to the master.
 */
public interface Returner extends AutoCloseable {

    /**
     * Keeps one return.
     *
     * @param ret {@code {id, jid, fun, fun_args, return, success, retcode, [ret_config], [ret_kwargs], [schedule], ...}}, plain
     *     values; as sent to the master. Not to be changed
     * @throws IOException when it could not be kept; the message says where and why
     */
    void save(Map<String, Object> ret) throws IOException;

    /** Jobs that can be stored here by a master and asked for; empty for a returner that only takes. */
    default Optional<JobCache> jobCache() {
        return Optional.empty();
    }

    /** Takes events of the master ({@code event_return}); empty when this returner has no place for them. */
    default Optional<EventReturner> events() {
        return Optional.empty();
    }

    /** Gives back connections and files. */
    @Override
    default void close() {}
}
