package dev.brine.engine.job;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A published job.
 *
 * @param jid its id
 * @param load as published (fun, arg, tgt, tgt_type, ret, user, ...)
 * @param minions ids that were expected to answer
 * @param missing ids a list target named that are no minions of this master
 * @param started when it was published
 */
public record Job(String jid, Map<String, Object> load, List<String> minions, List<String> missing, Instant started) {

    /** The function, or the functions of a compound call joined with commas. */
    public String fun() {
        return fun(load.get("fun"));
    }

    static String fun(@Nullable Object fun) {
        if (fun instanceof List<?> funs) {
            return String.join(",", funs.stream().map(String::valueOf).toList());
        }
        return String.valueOf(fun);
    }
}
