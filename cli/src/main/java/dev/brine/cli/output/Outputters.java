package dev.brine.cli.output;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The outputters by name. */
final class Outputters {

    private Outputters() {}

    /** The outputter of that name, or null when there is none. */
    static @Nullable Outputter find(String name) {
        return switch (name) {
            // Salt 3006: the bar takes no data of minions, and nested takes over
            case "nested", "progress" -> new NestedOutput();
            case "virt_query" -> Outputters::hypervisors;
            case "highstate" -> new HighstateOutput();
            case "json" -> new JsonOutput();
            case "yaml" -> new YamlOutput();
            case "txt", "text" -> new TextOutput();
            case "raw" -> new RawOutput();
            case "pprint" -> new PprintOutput();
            case "table" -> new TableOutput();
            case "key" -> new KeyOutput();
            case "quiet" -> (data, settings) -> null;
            case "newline_values_only" -> new ValuesOutput();
            case "no_return" -> new NoReturnOutput();
            case "overstatestage" -> new StageOutput();
            case "profile" -> new ProfileOutput();
            default -> null;
        };
    }

    /** Salt 3006: virt_query.py shows hosts of which there are none, and fails on the first that there is. */
    private static @Nullable String hypervisors(@Nullable Object data, OutputSettings settings) {
        boolean none = data instanceof Map<?, ?> map && map.get("data") instanceof Map<?, ?> hosts && hosts.isEmpty();
        return none ? "" : new NestedOutput().render(data, settings);
    }
}
