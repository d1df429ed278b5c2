package dev.brine.engine.minion;

import dev.brine.engine.config.MinionConfig;
import dev.brine.engine.plugin.MasterRequests;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pillar as the master compiled it for this minion, or as its own roots give it.
 *
 * <p>The map is swapped whole; when the master cannot be asked the old one stays.
 */
final class PillarStore {
    private static final Logger log = LoggerFactory.getLogger(PillarStore.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final String id;
    private final MinionConfig config;
    private final MasterRequests master;
    private final Supplier<Map<String, Object>> grains;
    private final @Nullable OwnPillar own;
    private volatile Map<String, Object> current = Map.of();

    /** @param own where the pillar comes from instead of the master; null when it comes from there */
    PillarStore(
            String id,
            MinionConfig config,
            MasterRequests master,
            Supplier<Map<String, Object>> grains,
            @Nullable OwnPillar own) {
        this.id = id;
        this.config = config;
        this.master = master;
        this.grains = grains;
        this.own = own;
    }

    Map<String, Object> current() {
        return current;
    }

    /** Has the pillar compiled anew and keeps it; false when that failed. */
    boolean refresh(boolean cleanCache) {
        try {
            Map<String, Object> fresh =
                    compile(config.files().saltenv(), config.files().pillarenv(), Map.of(), cleanCache);
            if (fresh.get("_errors") instanceof List<?> errors) {
                log.error("the pillar could not be compiled: {}", errors);
            }
            current = fresh;
            return true;
        } catch (IOException e) {
            log.error("no pillar from the master, the last one stays: {}", e.getMessage());
            return false;
        }
    }

    /** Has a pillar compiled for the caller only. */
    Map<String, Object> compile(String saltenv, String pillarenv, Map<String, Object> override, boolean cleanCache)
            throws IOException {
        if (own != null) {
            return own.compile(saltenv, pillarenv, override);
        }
        Map<String, Object> load = new LinkedHashMap<>();
        load.put("id", id);
        load.put("grains", grains.get());
        load.put("saltenv", saltenv.isEmpty() ? null : saltenv);
        load.put("pillarenv", pillarenv.isEmpty() ? null : pillarenv);
        load.put("pillar_override", override);
        load.put("extra_minion_data", new LinkedHashMap<>());
        load.put("ver", "2");
        load.put("cmd", "_pillar");
        if (cleanCache) {
            load.put("clean_cache", true);
        }
        return master.pillar(load, TIMEOUT);
    }
}
