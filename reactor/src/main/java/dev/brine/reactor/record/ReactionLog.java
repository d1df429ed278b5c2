package dev.brine.reactor.record;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Keeps what became of events. A stage completes when what was given would survive a power cut. */
public interface ReactionLog {

    /**
     * What was answered of one event.
     *
     * @param event its number
     * @param part empty for what was answered when it came; a policy that answers later, or a reaction that died, is named here
     * @param rules left sides of the rules that matched
     * @param note what a policy did about it, for people; empty when none did
     * @param problem why there are fewer reactions than the rules ask for; empty when there are all
     * @param reactions to be run
     * @param at when, milliseconds of the epoch
     */
    record Firing(
            long event,
            String part,
            String tag,
            List<String> rules,
            String note,
            String problem,
            List<ReactionRecord> reactions,
            long at) {}

    /** A number for a new record. */
    long next();

    /** Records a firing's reactions, all or none; recording the same part of an event again changes nothing. */
    default CompletionStage<Void> fired(Firing firing) {
        return fired(firing, List.of());
    }

    /** The same, and where other reactions stand now by that. */
    CompletionStage<Void> fired(Firing firing, List<ReactionRecord> others);

    /** Records where a reaction stands now. */
    CompletionStage<Void> update(ReactionRecord record);

    /** Records where reactions stand now, of all or of none. */
    CompletionStage<Void> update(List<ReactionRecord> records);

    /** Reactions in a state, in order. Sees all that was recorded before. */
    List<ReactionRecord> in(ReactionRecord.State state);

    /** What a rule asked for in one firing, in order. Sees all that was recorded before. */
    List<ReactionRecord> ofFiring(long event, String part, String rule);

    /** All events up to this one are answered or need no answer. Not waited for. */
    void settledTo(long event);

    /** As last told, over restarts; -1 when nothing was ever told. */
    long settled();

    /** Whether this part of what an event asks for is recorded. */
    boolean hasFired(long event, String part);

    /** Reactions without a line that are queued or were running, with numbers after {@code after}, in order. */
    List<ReactionRecord> open(String rule, long after, int limit);

    /** Rules that have such reactions. */
    List<String> openRules();

    /** Lines that have reactions which are not ended. */
    List<String> lines();

    /** Reactions of a line that were started and have not ended, with numbers after {@code after}, in order. */
    List<ReactionRecord> running(String line, long after, int limit);

    /** Reactions of a line that wait, are due, and are not counted by one of {@code busy}, in order. */
    List<ReactionRecord> due(String line, long now, Collection<String> busy, int limit);

    /** When the next reaction of any line becomes due after {@code now}; {@code Long.MAX_VALUE} when none does. */
    long nextDue(long now);

    /** Adds to how often policies held events back. Not waited for. */
    void held(List<Held> more);

    /** Keeps nothing over the end of the process. */
    static ReactionLog none() {
        return new MemoryReactionLog();
    }
}
