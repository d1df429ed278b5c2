package dev.brine.engine.wheel;

import dev.brine.engine.call.Fn;
import dev.brine.engine.call.Module;
import dev.brine.engine.config.MasterConfig;
import java.util.Map;

/** {@code config.*}: the master's options as they are written. Salt 3006: wheel/config.py. */
@Module("config")
public final class ConfigWheel {
    private final MasterConfig config;

    public ConfigWheel(MasterConfig config) {
        this.config = config;
    }

    @Fn(doc = "Show the options that the master's configuration files set.")
    public Map<String, Object> values() {
        return config.raw().values();
    }
}
