package dev.brine.cli.output;

import org.jspecify.annotations.Nullable;

/** The outputters by name. */
final class Outputters {

    private Outputters() {}

    /** The outputter of that name, or null when there is none. */
    static @Nullable Outputter find(String name) {
        return switch (name) {
            // Salt 3006: the latter two fail on any data that a command gives them, and nested takes over
            case "nested", "progress", "virt_query" -> new NestedOutput();
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
}
