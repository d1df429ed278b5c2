package dev.brine.engine.job;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one minion returned.
 *
 * @param jid the job
 * @param id the minion
 * @param value the return value
 * @param retcode 0 for success; a map by function for compound calls is kept in {@code load} and is 1 here when any is not 0
 * @param success as the minion says
 * @param out the outputter the minion suggests
 * @param load the whole return as it came, without key material
 * @param at when it landed
 */
public record JobReturn(
        String jid,
        String id,
        @Nullable Object value,
        int retcode,
        boolean success,
        @Nullable String out,
        Map<String, Object> load,
        Instant at) {
    /** That the minion has returned, and not what. The store does not count it among the returns it gives. */
    public JobReturn withoutContents() {
        return new JobReturn(jid, id, null, retcode, success, null, Map.of(), at);
    }
}
