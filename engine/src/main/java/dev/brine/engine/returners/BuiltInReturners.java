package dev.brine.engine.returners;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The built-in returners. */
public final class BuiltInReturners implements ReturnerCatalog {
    private static final Set<String> NAMES = Set.of("local_cache", "pgjsonb", "rawfile_json", "syslog", "webhook");

    private final ReturnerParts parts;

    public BuiltInReturners(ReturnerParts parts) {
        this.parts = parts;
    }

    @Override
    public Set<String> names() {
        return NAMES;
    }

    @Override
    public @Nullable Returner create(String name) {
        return switch (name) {
            case "local_cache" -> new LocalCacheReturner(parts);
            case "pgjsonb" -> new PgjsonbReturner(parts);
            case "rawfile_json" -> new RawfileReturner(parts);
            case "syslog" -> new SyslogReturner(parts);
            case "webhook" -> new WebhookReturner(parts);
            default -> null;
        };
    }
}
