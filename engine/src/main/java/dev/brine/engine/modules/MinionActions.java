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
}
