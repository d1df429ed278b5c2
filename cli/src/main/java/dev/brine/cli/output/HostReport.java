package dev.brine.cli.output;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The text of one host's state run. Used once: {@code new HostReport(host, ...).of(data).text()}. */
final class HostReport {

    private static final String UNORDERED =
            "The State execution failed to record the order in which all states were executed. "
                    + "The state return missing data is:";

    private final String host;
    private final OutputSettings settings;
    private final Colors colors;
    private final int level;
    private final List<String> blocks = new ArrayList<>();
    private String hostColor;
    private long changed;

    HostReport(String host, OutputSettings settings, int level) {
        this.host = host;
        this.settings = settings;
        this.level = level;
        colors = settings.colors();
        hostColor = colors.green();
    }

    HostReport of(@Nullable Object data) {
        if (data instanceof Long || data instanceof Boolean) {
            plain(PythonText.str(data));
        } else if (data instanceof String text) {
            plain(text);
        } else if (data instanceof List<?> errors) {
            failedToCompile(errors);
        } else if (data instanceof Map<?, ?> states) {
            states(states);
        }
        return this;
    }

    /** True when something was changed. */
    boolean hasChanges() {
        return changed > 0;
    }

    String text() {
        String name = settings.stripColors() ? PythonText.stripEscapes(host) : host;
        List<String> all = new ArrayList<>();
        all.add(hostColor + name + ":" + colors.end());
        all.addAll(blocks);
        return String.join("\n", all);
    }

    /** What a function step of an orchestration returns: always counted as a change. */
    private void plain(String text) {
        changed = 1;
        for (String line : PythonText.splitLines(text)) {
            blocks.add(hostColor + "    " + line + colors.end());
        }
        hostColor = colors.cyan();
    }

    private void failedToCompile(List<?> errors) {
        hostColor = colors.lightRed();
        blocks.add("    " + hostColor + "Data failed to compile:" + colors.end());
        for (Object error : errors) {
            String text = PythonText.str(error);
            blocks.add(hostColor + "----------\n    " + (settings.stripColors() ? PythonText.stripEscapes(text) : text)
                    + colors.end());
        }
    }

    private void states(Map<?, ?> data) {
        List<StateResult> results = new ArrayList<>();
        data.forEach((tag, info) -> {
            if (info instanceof Map<?, ?> ret) {
                if (!"changes".equals(tag) && !ret.isEmpty() && !ret.containsKey("__run_num__")) {
                    blocks.add(0, PythonPrint.pformat(ret));
                    blocks.add(0, UNORDERED);
                }
                if (ret.containsKey("result")) {
                    results.add(StateResult.of(PythonText.str(tag), ret));
                }
            }
        });
        results.sort(Comparator.comparingDouble(StateResult::runNumber));
        RunCounts counts = new RunCounts();
        for (StateResult result : results) {
            counts.add(result);
            add(result, counts);
        }
        counts.changed = changed;
        blocks.addAll(counts.lines(host, settings));
    }

    private void add(StateResult state, RunCounts counts) {
        StateChanges changes = StateChanges.of(state, settings, level);
        if (changes.any()) {
            changed += changes.count();
        }
        boolean quietSuccess = PythonText.truth(state.result()) && !changes.any();
        if (quietSuccess && (settings.flag("state_output_diff", false) || !settings.flag("state_verbose", false))) {
            return;
        }
        String color = colorOf(state, changes);
        switch (StateForm.of(state, changes, settings)) {
            case HIDDEN -> {}
            case TERSE -> blocks.add(TerseState.line(state, color, settings));
            case FULL -> {
                blocks.addAll(FullState.lines(state, color, changes.text(), settings));
                if (state.ret().get("warnings") instanceof List<?> warnings) {
                    counts.warnings++;
                    blocks.add(FullState.warnings(warnings, colors));
                }
            }
        }
    }

    private String colorOf(StateResult state, StateChanges changes) {
        if (state.failed()) {
            hostColor = colors.red();
            return colors.red();
        }
        if (state.result() == null) {
            hostColor = colors.lightYellow();
            return colors.lightYellow();
        }
        return changes.any() ? colors.cyan() : colors.green();
    }
}
