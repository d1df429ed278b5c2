package dev.brine.cli.output;

import java.util.List;

/** A state in one line. */
final class TerseState {

    private TerseState() {}

    static String line(StateResult state, String color, OutputSettings settings) {
        StateResult shown = StateForm.mode(settings).endsWith("_id") ? state.namedById() : state;
        boolean profile =
                settings.flag("state_output_profile", false) && state.ret().containsKey("start_time");
        boolean tabular = settings.flag("state_tabular", false);
        String warnings = warnings(state, settings.colors(), tabular);
        return warnings
                + (tabular ? tabular(shown, color, profile) : plain(shown, color, profile))
                + settings.colors().end();
    }

    private static String tabular(StateResult state, String color, boolean profile) {
        String times = profile ? started(state) + " [" + padLeft(duration(state), 7) + " ms] " : "";
        return color + times + padLeft(state.module(), 10) + "." + padRight(state.function(), 10) + " "
                + padRight(outcome(state), 7) + "   Name: " + state.name();
    }

    private static String plain(StateResult state, String color, boolean profile) {
        String times = profile ? " - Started: " + started(state) + " - Duration: " + duration(state) + " ms" : "";
        return " " + color + " Name: " + state.name() + " - Function: " + state.module() + "." + state.function()
                + " - Result: " + outcome(state) + times;
    }

    private static String outcome(StateResult state) {
        if (state.failed()) {
            return "Failed";
        }
        if (state.result() == null) {
            return "Differs";
        }
        return PythonText.truth(state.changes()) ? "Changed" : "Clean";
    }

    private static String started(StateResult state) {
        return PythonText.str(state.ret().get("start_time"));
    }

    private static String duration(StateResult state) {
        return PythonText.str(state.ret().get("duration"));
    }

    private static String warnings(StateResult state, Colors colors, boolean tabular) {
        if (!(state.ret().get("warnings") instanceof List<?> warnings)) {
            return "";
        }
        return colors.lightRed() + "Warnings:\n" + FullState.joined(warnings) + colors.end() + (tabular ? "\n" : "");
    }

    private static String padLeft(String text, int width) {
        return " ".repeat(Math.max(0, width - text.length())) + text;
    }

    private static String padRight(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
