package dev.brine.cli.output;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How much of a state is shown, by {@code state_output}. */
enum StateForm {
    FULL,
    TERSE,
    HIDDEN;

    static StateForm of(StateResult state, StateChanges changes, OutputSettings settings) {
        String mode = mode(settings);
        if (mode.startsWith("filter")) {
            String result = PythonText.str(state.result());
            if (filter("terse", "state_output_terse", settings).contains(result)) {
                return TERSE;
            }
            return filter("exclude", "state_output_exclude", settings).contains(result) ? HIDDEN : FULL;
        }
        boolean unchanged = PythonText.truth(state.result()) && !changes.any();
        boolean terse = mode.startsWith("terse")
                || (mode.startsWith("mixed") && !state.failed())
                || (mode.startsWith("changes") && unchanged);
        return terse ? TERSE : FULL;
    }

    static String mode(OutputSettings settings) {
        return settings.text("state_output", "full").toLowerCase(Locale.ROOT);
    }

    /** A list of results as text, from the function's own keyword arguments or else from the configuration. */
    private static List<String> filter(String argument, String option, OutputSettings settings) {
        Object given = keyword(argument, settings.value("arg"));
        return given == null ? settings.list(option) : OutputSettings.listOf(given);
    }

    private static @Nullable Object keyword(String name, @Nullable Object arguments) {
        Object found = null;
        if (arguments instanceof List<?> items) {
            for (Object item : items) {
                if (item instanceof Map<?, ?> map && map.containsKey("__kwarg__")) {
                    found = map.get(name);
                }
            }
        }
        return found;
    }
}
