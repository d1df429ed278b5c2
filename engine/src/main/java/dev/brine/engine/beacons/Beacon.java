package dev.brine.engine.beacons;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Something on the minion's host that is looked at again and again and told of by events.
 *
 * <p>One instance stands for one configured beacon, so it may remember what it saw last. It is used by one thread at a time.
 * The configuration is the list form that Salt uses ({@code [{files: {...}}, {interval: 5}, {_beacon_name: watch}]}); {@link
 * BeaconSettings} reads it.
 */
public interface Beacon extends AutoCloseable {

    /** Whether {@link #poll} can work with this configuration; the message is shown to the user. */
    Validity validate(List<Object> config);

    /**
     * Looks, and gives one map for each event to fire; empty when there is nothing to tell.
     *
     * <p>A map's {@code tag} is appended to {@code salt/beacon/<id>/<name>/}; the rest is the event's data.
     *
     * @throws IOException when it could not look; it is logged and tried again at the next turn
     */
    List<Map<String, Object>> poll(List<Object> config) throws IOException;

    /** Ends; called when the beacon is reconfigured or deleted, and when the minion stops. */
    @Override
    default void close() {}

    /** What {@link #validate} says. */
    record Validity(boolean valid, String message) {
        /** Salt's word for a configuration it takes. */
        public static final Validity OK = new Validity(true, "Valid beacon configuration");

        public static Validity bad(String message) {
            return new Validity(false, message);
        }
    }
}
