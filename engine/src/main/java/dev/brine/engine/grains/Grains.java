package dev.brine.engine.grains;

import dev.brine.engine.config.MinionConfig;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The grains of this host: what the kernel and the system's files say, then the file {@code grains} beside the minion's
 * configuration, then the option {@code grains}; later ones win.
 *
 * <p>Gathered when first asked for and by {@link #refresh}; the map is swapped whole and must not be changed.
 */
public final class Grains {
    private final MinionConfig config;
    private final String id;
    private volatile Map<String, Object> current = Map.of();

    public Grains(MinionConfig config, String id) {
        this.config = config;
        this.id = id;
    }

    /** The grains as last gathered. */
    public Map<String, Object> current() {
        Map<String, Object> known = current;
        return known.isEmpty() ? refresh() : known;
    }

    /** Gathers them anew. */
    public synchronized Map<String, Object> refresh() {
        Map<String, Object> fresh = new LinkedHashMap<>();
        fresh.put("id", id);
        fresh.put("saltversion", SaltVersion.TEXT);
        fresh.putAll(config.grains());
        current = fresh;
        return fresh;
    }
}
