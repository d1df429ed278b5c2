package dev.brine.reactor.flow;

import dev.brine.reactor.rule.RuleSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which shares of the queue have events in the journal that did not fit, from where on, and by which rules they were matched.
 *
 * <p>Owned by the matching thread, except {@link #lowest} and {@link #has}, which any thread may ask.
 */
final class Backlog {
    private final Map<String, Place> places = new HashMap<>();

    /**
     * Where a share goes on.
     *
     * @param from the first event that did not fit
     * @param oldest the same, or one of about that age
     */
    record Place(long from, RuleSet rules, Lag.Oldest oldest) {}

    synchronized boolean has(String stream) {
        return places.containsKey(stream);
    }

    synchronized @Nullable Place at(String stream) {
        return places.get(stream);
    }

    synchronized void put(String stream, Place place) {
        places.put(stream, place);
    }

    synchronized void remove(String stream) {
        places.remove(stream);
    }

    /** Of about the age of the oldest event that still has to be read; null when there is none. */
    synchronized Lag.@Nullable Oldest oldest() {
        return places.values().stream()
                .map(Place::oldest)
                .min(Comparator.comparingLong(Lag.Oldest::since))
                .orElse(null);
    }

    /** The first event of all that still has to be read; {@code none} when there is none. */
    synchronized long lowest(long none) {
        return places.values().stream().mapToLong(Place::from).min().orElse(none);
    }
}
