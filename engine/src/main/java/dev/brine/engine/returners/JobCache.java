package dev.brine.engine.returners;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a returner offers as a store of jobs ({@code ext_job_cache}, {@code master_job_cache}).
 *
 * <p>Salt 3006: the functions {@code save_load, get_load, get_jid, get_jids, get_fun, get_minions} of a returner module. Shapes
 * are Salt's; an absent job is empty, not an error. Used by many threads at a time.
 */
public interface JobCache {

    /**
     * Keeps a job as it is published. Saving a jid again changes nothing.
     *
     * @param load {@code {jid, fun, arg, tgt, tgt_type, ret, user, ...}}
     * @param minions the ids that are expected to answer
     */
    void saveLoad(String jid, Map<String, Object> load, List<String> minions) throws IOException;

    /** The load of a job; its {@code Minions} where the store keeps them. */
    Optional<Map<String, Object>> load(String jid) throws IOException;

    /** Returns by minion id: {@code {id: {return, [out], ...}}}. */
    Map<String, Object> returns(String jid) throws IOException;

    /** Loads by jid. */
    Map<String, Map<String, Object>> jobs() throws IOException;

    /** The last return of a function by minion id. */
    Map<String, Object> lastReturns(String fun) throws IOException;

    /** Ids of minions that ever returned. */
    List<String> minions() throws IOException;
}
