package dev.brine.reactor.window;

import java.util.Collection;
import java.util.List;

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
        };
    }
}
