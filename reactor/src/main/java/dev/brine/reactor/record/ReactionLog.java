package dev.brine.reactor.record;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Keeps what became of events. A stage completes when what was given would survive a power cut. */
public interface ReactionLog {

    /**
     * What was answered of one event.
     *
     * @param event its number
     * @param rules left sides of the rules that matched
     * @param problem why there are fewer reactions than the rules ask for; empty when there are all
     * @param reactions to be run
     * @param at when, milliseconds of the epoch
     */
    record Firing(
            long event, String tag, List<String> rules, String problem, List<ReactionRecord> reactions, long at) {}

    /** A number for a new record. */
    long next();

    /** Records an event's reactions, all or none; recording an event again changes nothing. */
    CompletionStage<Void> fired(Firing firing);

    /** Records where a reaction stands now. */
    CompletionStage<Void> update(ReactionRecord record);

    /** All events up to this one are answered or need no answer. Not waited for. */
    void settledTo(long event);

    /** As last told, over restarts; -1 when nothing was ever told. */
    long settled();

    /** Whether the event's reactions are recorded. */
    boolean hasFired(long event);

    /** Reactions that are queued or were running, with numbers after {@code after}, in order. */
    List<ReactionRecord> open(String rule, long after, int limit);

    /** Rules that have such reactions. */
    List<String> openRules();

    /** Keeps nothing: what is not done when the process ends is lost. */
    static ReactionLog none() {
        return new ReactionLog() {
            private final java.util.concurrent.atomic.AtomicLong numbers = new java.util.concurrent.atomic.AtomicLong();

            @Override
            public long next() {
                return numbers.incrementAndGet();
            }

            @Override
            public CompletionStage<Void> fired(Firing firing) {
                return CompletableFuture.completedFuture(null);
            }

            @Override
            public CompletionStage<Void> update(ReactionRecord record) {
                return CompletableFuture.completedFuture(null);
            }

            @Override
            public void settledTo(long event) {}

            @Override
            public long settled() {
                return -1;
            }

            @Override
            public boolean hasFired(long event) {
                return false;
            }

            @Override
            public List<ReactionRecord> open(String rule, long after, int limit) {
                return List.of();
            }

            @Override
            public List<String> openRules() {
                return List.of();
            }
        };
    }
}
