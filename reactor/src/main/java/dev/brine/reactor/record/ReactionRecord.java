package dev.brine.reactor.record;

import dev.brine.reactor.reaction.Reaction;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * One reaction to one event.
 *
 * @param number in order of recording, ascending over restarts
 * @param event number of the event it answers
 * @param part which of the event's firings it belongs to; empty for the one made when the event came
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
 * @param turn when it may start
 */
public record ReactionRecord(
        long number,
        long event,
        String part,
        int hops,
        String tag,
        String rule,
        String sls,
        String chunk,
        Reaction reaction,
        State state,
        int tries,
        String jid,
        String message,
        Turn turn) {

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
        SHADOW,
        /** waits for the end of its rule's window, to go out together with others */
        GATHERED,
        /** went out with others of its window as one reaction, whose own record says what came of it */
        MERGED,
        /** waits until the reaction before it in its firing has ended */
        BEHIND
    }

    /**
     * When a reaction may start.
     *
     * @param line name of the policy that follows it to its end and says how many may be in work; empty for none
     * @param per what it is counted by within the line; empty when nothing is
     * @param due not before this, milliseconds of the epoch; 0 for at once
     */
    public record Turn(String line, String per, long due) {
        /** As soon as there is a worker, and forgotten when it is started. */
        public static final Turn NOW = new Turn("", "", 0);

        public Turn at(long later) {
            return new Turn(line, per, later);
        }
    }

    /** In another state. */
    public ReactionRecord with(State next, String newJid, String newMessage) {
        return new ReactionRecord(
                number, event, part, hops, tag, rule, sls, chunk, reaction, next, tries, newJid, newMessage, turn);
    }

    /** The same with another call. */
    public ReactionRecord to(Reaction other) {
        return new ReactionRecord(
                number, event, part, hops, tag, rule, sls, chunk, other, state, tries, jid, message, turn);
    }

    /** The first of several that go out as one call. */
    public ReactionRecord mergedAs(long newNumber, Reaction call) {
        return new ReactionRecord(
                newNumber, event, "merged/" + number, hops, tag, rule, sls, chunk, call, State.QUEUED, 0, "", "", turn);
    }

    /** Started once more. */
    public ReactionRecord tried() {
        return new ReactionRecord(
                number,
                event,
                part,
                hops,
                tag,
                rule,
                sls,
                chunk,
                reaction,
                State.RUNNING,
                tries + 1,
                jid,
                message,
                turn);
    }

    /** As if it had never been started; a job gets a new id. */
    public ReactionRecord afresh() {
        Reaction bare = reaction instanceof Reaction.Local local ? local.withJid("") : reaction;
        return new ReactionRecord(
                number, event, part, hops, tag, rule, sls, chunk, bare, State.QUEUED, 0, "", "", turn.at(0));
    }

    /**
     * For people and templates: {@code number, event, tag, rule, sls, reaction, call, state, tries, jid, message}, and where they say
     * something {@code policy, waits_by, due}.
     */
    public Map<String, Object> shown() {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("number", number);
        one.put("event", event);
        one.put("tag", tag);
        one.put("rule", rule);
        one.put("sls", sls);
        one.put("reaction", chunk);
        one.put("call", reaction.describe());
        one.put("state", state.name().toLowerCase(Locale.ROOT));
        one.put("tries", (long) tries);
        one.put("jid", jid);
        one.put("message", message);
        if (!turn.line.isEmpty()) {
            one.put("policy", turn.line);
        }
        if (!turn.per.isEmpty()) {
            one.put("waits_by", turn.per);
        }
        if (turn.due > 0 && (state == State.FAILED || state == State.QUEUED)) {
            one.put("due", Instant.ofEpochMilli(turn.due).toString());
        }
        return one;
    }

    /** With another turn. */
    public ReactionRecord turn(Turn other) {
        return new ReactionRecord(
                number, event, part, hops, tag, rule, sls, chunk, reaction, state, tries, jid, message, other);
    }
}
