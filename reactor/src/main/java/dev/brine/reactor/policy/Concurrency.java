package dev.brine.reactor.policy;

import dev.brine.engine.event.Event;
import java.util.List;

/**
 * {@code concurrency}: how many reactions are in work at a time.
 *
 * <p>{@code {max: 20, per: id, max_per: 1}}. In work is a call until it has ended, a job until its minions have returned or were given up.
 * Those beyond wait on disk and hold up nobody else.
 *
 * @param max of all that the policy is about; 0 for no limit of its own
 * @param per dotted paths into the event's data: what differs there is counted apart
 * @param maxPer of those that are alike there; 0 for no limit
 */
public record Concurrency(int max, List<String> per, int maxPer) implements Part {

    public static Concurrency read(Spec value) throws BadPolicy {
        if (value.value() instanceof Long) {
            return new Concurrency(value.count(1), List.of(), 0);
        }
        value.map(List.of("max", "per", "max_per"));
        if (value.has("max_per") && !value.has("per")) {
            throw value.at("max_per").bad("needs 'per', the path by which is counted");
        }
        if (!value.has("max") && !value.has("per")) {
            throw value.bad("needs 'max', or 'per' and 'max_per'");
        }
        if (value.has("per") && value.at("per").texts().isEmpty()) {
            throw value.at("per").bad("names no path; write one like id, or data.site");
        }
        return new Concurrency(
                value.has("max") ? value.at("max").count(1) : 0,
                value.at("per").texts(),
                value.has("per") ? value.has("max_per") ? value.at("max_per").count(1) : 1 : 0);
    }

    /** What the reactions to an event are counted by. */
    public String key(Event event) {
        return per.isEmpty() ? "" : DataPath.key(event, per);
    }
}
