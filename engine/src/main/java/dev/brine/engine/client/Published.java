package dev.brine.engine.client;

import java.util.List;

/** What came of publishing a job. */
public sealed interface Published {

    /**
     * The job is on its way.
     *
     * @param minions ids that are expected to answer
     * @param missing ids of a list target that the master does not know
     */
    record Sent(String jid, List<String> minions, List<String> missing) implements Published {}

    /** No minion matched; nothing was sent and no jid was used. */
    record NobodyMatched(String message) implements Published {}

    /** The requester may not do this, or the request makes no sense; nothing was sent. */
    record Refused(String error, String message) implements Published {}
}
