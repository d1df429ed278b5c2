package dev.brine.cli.output;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A state in a block of lines. */
final class FullState {

    private static final String COMMENT_MARGIN = "\n" + " ".repeat(14);
    private static final int WARNING_WIDTH = 80;

    private FullState() {}

    static List<String> lines(StateResult state, String color, String changes, OutputSettings settings) {
        String end = settings.colors().end();
        StateResult shown = StateForm.mode(settings).endsWith("_id") ? state.namedById() : state;
        List<String> lines = new ArrayList<>();
        lines.add(color + "----------" + end);
        lines.add(field(color, "      ID: " + shown.id(), end));
        lines.add(field(color, "Function: " + shown.module() + "." + shown.function(), end));
        if (!shown.id().equals(shown.name())) {
            lines.add(field(color, "    Name: " + shown.name(), end));
        }
        lines.add(field(color, "  Result: " + PythonText.str(state.result()), end));
        lines.add(field(color, " Comment: " + comment(state), end));
        if (settings.flag("state_output_profile", false) && state.ret().containsKey("start_time")) {
            lines.add(field(color, " Started: " + PythonText.str(state.ret().get("start_time")), end));
            lines.add(field(color, "Duration: " + duration(state), end));
        }
        lines.add(color + "     Changes:   " + changes + end);
        return lines;
    }

    static String warnings(List<?> warnings, Colors colors) {
        return "   " + colors.lightRed() + " Warnings: "
                + TextWrap.fill(joined(warnings), WARNING_WIDTH, " ".repeat(14)).stripLeading() + colors.end();
    }

    static String joined(List<?> warnings) {
        return warnings.stream().map(PythonText::str).collect(Collectors.joining("\n"));
    }

    private static String field(String color, String text, String end) {
        return "    " + color + text + end;
    }

    private static String comment(StateResult state) {
        if (!state.ret().containsKey("comment")) {
            throw new MalformedData("state '" + state.id() + "' has no comment");
        }
        String comment = PythonText.str(state.ret().get("comment")).strip().replace("\n", COMMENT_MARGIN);
        if (!state.ret().containsKey("data")) {
            return comment;
        }
        Object data = state.ret().get("data");
        StringBuilder text = new StringBuilder(comment);
        if (data instanceof List<?> items) {
            items.forEach(item -> text.append(' ').append(PythonText.str(item)));
        } else if (data instanceof Map<?, ?> map) {
            map.forEach((key, value) -> text.append("\n\t\t")
                    .append(PythonText.str(key))
                    .append(": ")
                    .append(PythonText.str(value)));
        } else {
            text.append(' ').append(PythonText.str(data));
        }
        return text.toString();
    }

    private static String duration(StateResult state) {
        Object duration = state.ret().get("duration");
        return !state.ret().containsKey("duration") || "".equals(duration) ? "" : PythonText.str(duration) + " ms";
    }
}
