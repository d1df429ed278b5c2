package dev.brine.reactor.window;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Keeps which events windows wait with, and how far rolling jobs are.
 *
 * <p>What is given is written in this order and in that of the journal, so what is known of an event here never outlives the
 * event, and is there whenever the reactor's place in the journal lies behind it.
 */
public interface WindowLog {

    /** One event in one window, for one of its patterns. */
    record Row(String window, String key, int part, long event, long at) {}

    /** Records a row; one that is there already stays. Not waited for. */
    void seen(Row row);

    /** Forgets rows of events that a window does not wait with any more. Not waited for. */
    void gone(String window, Collection<Long> events);

    /** Forgets a window's rows from before {@code at}. Not waited for. */
    void expired(String window, long at);

    /** Rows of a window whose events' numbers are at most {@code last}, in order. */
    List<Row> rows(String window, long last);

    /** Forgets the rows of all other windows. */
    void only(Collection<String> windows);

    /**
     * One minion of a rolling job.
     *
     * @param jid of the job that it was given; empty while it waits for its turn
     * @param outcome empty while it has not ended; {@code well}, {@code failed} or {@code silent}
     */
    record Rolled(String minion, String jid, String outcome) {}

    /** Says on whom a reaction rolls over. */
    CompletionStage<Boolean> roll(long reaction, Collection<String> minions);

    /** Says that some of them are given a job now. */
    CompletionStage<Boolean> rolling(long reaction, String jid, Collection<String> minions);

    /** Says how one of them ended. Not waited for. */
    void rolled(long reaction, String minion, String outcome);

    /** Where a rolling job stands; nothing when it was not begun. Sees all that was recorded before. */
    List<Rolled> rolls(long reaction);

    /** Forgets a rolling job. Not waited for. */
    void rolledOver(long reaction);

    /** Keeps nothing. */
    static WindowLog none() {
        return new WindowLog() {
            @Override
            public void seen(Row row) {}

            @Override
            public void gone(String window, Collection<Long> events) {}

            @Override
            public void expired(String window, long at) {}

            @Override
            public List<Row> rows(String window, long last) {
                return List.of();
            }

            @Override
            public void only(Collection<String> windows) {}

            @Override
            public CompletionStage<Boolean> roll(long reaction, Collection<String> minions) {
                return CompletableFuture.completedFuture(true);
            }

            @Override
            public CompletionStage<Boolean> rolling(long reaction, String jid, Collection<String> minions) {
                return CompletableFuture.completedFuture(true);
            }

            @Override
            public void rolled(long reaction, String minion, String outcome) {}

            @Override
            public List<Rolled> rolls(long reaction) {
                return List.of();
            }

            @Override
            public void rolledOver(long reaction) {}
        };
    }
}
