package dev.brine.engine.runners;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.Module;
import dev.brine.engine.config.MasterConfig;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Shows the master's options. */
@Module("config")
public final class ConfigRunner {
    private final MasterConfig config;

    ConfigRunner(MasterConfig config) {
        this.config = config;
    }

    @Fn(doc = """
                    Retrieve a master config option as it is written in the configuration files, by key or by a path with colons

                    CLI Example:

                        salt-run config.get file_roots
                        salt-run config.get nodegroups:web
                    """)
    public @Nullable Object get(
            String key, @Arg(name = "default", dflt = "''") Object dflt, @Arg(dflt = "':'") String delimiter) {
        Object at = config.raw().values();
        for (String part : key.split(Pattern.quote(delimiter))) {
            if (!(at instanceof Map<?, ?> map) || !map.containsKey(part)) {
                return dflt;
            }
            at = map.get(part);
        }
        return at;
    }
}
