package dev.brine.engine.modules;

import java.util.List;
import java.util.Map;

/** What functions may have the minion itself do. May be used from any thread. */
public interface MinionActions {

    /** Gathers the grains anew. */
    void refreshGrains();

    /**
     * Compiles the pillar anew and keeps it.
     *
     * @return false when it could not be had; the old one stays
     */
    boolean refreshPillar(boolean cleanCache);

    /** A pillar compiled for this call only; the current one stays. */
    Map<String, Object> compilePillar(String saltenv, String pillarenv, Map<String, Object> override);

    /** Fires an event on the master; false when it could not be sent. */
    boolean fireMaster(Map<String, Object> data, String tag);

    /** Fires several at once: maps with {@code tag} and {@code data}. */
    boolean fireMaster(List<Object> events, String pretag);

    /**
     * Looks at or changes the schedule: a {@code manage_schedule} command, answered by its completion event's data.
     *
     * @return empty where there is no schedule: outside of a running minion
     */
    default Map<String, Object> schedule(Map<String, Object> command) {
        return Map.of();
    }

    /** Looks at or changes the beacons: a {@code manage_beacons} command, otherwise as {@link #schedule}. */
    default Map<String, Object> beacons(Map<String, Object> command) {
        return Map.of();
    }

    /** Has the beacons made anew. */
    default void refreshBeacons() {}

    /** Has returners, beacons and what else was brought by modules made anew when it is next used. */
    default void refreshModules() {}
}
