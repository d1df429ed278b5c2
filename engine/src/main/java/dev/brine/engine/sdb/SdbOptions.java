package dev.brine.engine.sdb;

import dev.brine.engine.call.FunctionError;
import dev.brine.engine.config.RawConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Configurations with values from elsewhere. Holds nothing. */
public final class SdbOptions {
    private static final Logger log = LoggerFactory.getLogger(SdbOptions.class);

    private SdbOptions() {}

    /**
     * The configuration with the value behind it in the place of each {@code sdb://} URI, at any depth. The profiles are options
     * of the configuration itself.
     */
    public static RawConfig applied(RawConfig config) {
        RawConfig with = config;
        Sdb sdb = new Sdb(name -> config.value(name).orElse(null));
        for (Map.Entry<String, Object> option : config.values().entrySet()) {
            if (mentions(option.getValue())) {
                try {
                    Object value = replaced(option.getValue(), sdb);
                    if (value != null) {
                        with = with.with(option.getKey(), value);
                    }
                } catch (FunctionError e) {
                    log.error("option {} stays as it is: {}", option.getKey(), e.getMessage());
                }
            }
        }
        return with;
    }

    private static boolean mentions(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.values().stream().anyMatch(SdbOptions::mentions);
        }
        if (value instanceof List<?> list) {
            return list.stream().anyMatch(SdbOptions::mentions);
        }
        return Sdb.isUri(value);
    }

    private static @Nullable Object replaced(@Nullable Object value, Sdb sdb) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, @Nullable Object> all = new LinkedHashMap<>();
            map.forEach((key, each) -> all.put(key, replaced(each, sdb)));
            return all;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> all = new ArrayList<>();
            list.forEach(each -> all.add(replaced(each, sdb)));
            return all;
        }
        return sdb.get(value);
    }
}
