package dev.brine.reactor.record;

import dev.brine.reactor.reaction.Reaction;

/**
 * One reaction to one event.
 *
 * @param number in order of recording, ascending over restarts
 * @param event number of the event it answers
 * @param hops how many reactions lie between that event and one from outside
 * @param tag of the event
 * @param rule left side of the rule that asked for it
 * @param sls the file
 * @param chunk tells it apart from the file's others
 * @param reaction what is called
 * @param state where it stands
 * @param tries how often it was started
 * @param jid of its job or call; empty before there is one
 * @param message why it failed, or a short word on what it did
 */
public record ReactionRecord(
        long number,
        long event,
        int hops,
        String tag,
        String rule,
        String sls,
        String chunk,
        Reaction reaction,
        State state,
        int tries,
        String jid,
        String message) {

    /** Where a reaction stands. */
    public enum State {
        /** waits for its turn */
        QUEUED,
        /** was started; after a restart it is started again, unless its job is known to have been published */
        RUNNING,
        DONE,
        /** did not do what was asked, and is tried again */
        FAILED,
        /** did not do what was asked, and is not tried again */
        DEAD,
        /** would have been run; its rule only watches */
        SHADOW
    }

    /** In another state. */
    public ReactionRecord with(State next, String newJid, String newMessage) {
        return new ReactionRecord(
                number, event, hops, tag, rule, sls, chunk, reaction, next, tries, newJid, newMessage);
    }

    /** The same with another call. */
    public ReactionRecord to(Reaction other) {
        return new ReactionRecord(number, event, hops, tag, rule, sls, chunk, other, state, tries, jid, message);
    }

    /** Started once more. */
    public ReactionRecord tried() {
        return new ReactionRecord(
                number, event, hops, tag, rule, sls, chunk, reaction, State.RUNNING, tries + 1, jid, message);
    }
}
