package dev.brine.cli.output;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The counts of one host's run and the summary block made of them. */
final class RunCounts {

    private static final String SUCCEEDED = "Succeeded";

    private final Map<@Nullable Object, Long> byResult = new HashMap<>();
    private double sequentialMillis;
    private double longestParallelMillis;
    long changed;
    long warnings;

    void add(StateResult state) {
        byResult.merge(state.result(), state.names(), Long::sum);
        if (state.ret().containsKey("__parallel__")) {
            longestParallelMillis = Math.max(longestParallelMillis, state.duration());
        } else {
            sequentialMillis += state.duration();
        }
    }

    List<String> lines(String host, OutputSettings settings) {
        Colors colors = settings.colors();
        long unchanged = count(null);
        long succeeded = count(Boolean.TRUE) + unchanged;
        long failed = count(Boolean.FALSE);
        long total = byResult.values().stream().mapToLong(Long::longValue).sum();
        int width = SUCCEEDED.length() + 2 + widestCount();
        String rule = "-".repeat(width);
        String failedColor = failed > 0 ? colors.red() : colors.cyan();
        List<String> lines = new ArrayList<>();
        lines.add(colors.cyan() + "\nSummary for " + host + "\n" + rule + colors.end());
        lines.add(colors.green()
                + row(SUCCEEDED, Long.toString(succeeded), width)
                + colors.end()
                + changes(unchanged, colors));
        lines.add(failedColor + row("Failed", Long.toString(failed), width) + colors.end());
        if (settings.flag("state_output_pct", false) && total > 0) {
            lines.add(colors.green() + row("Success %", percent(succeeded, total), width) + colors.end());
            lines.add(failedColor + row("Failure %", percent(failed, total), width) + colors.end());
        }
        if (warnings > 0) {
            lines.add(colors.lightRed() + row("Warnings", Long.toString(warnings), width) + colors.end());
        }
        lines.add(colors.cyan() + rule + "\nTotal states run: " + padLeft(Long.toString(total), width - 7)
                + colors.end());
        if (settings.flag("state_output_profile", false)) {
            lines.add(colors.cyan() + runTime(width) + colors.end());
        }
        return lines;
    }

    private String changes(long unchanged, Colors colors) {
        List<String> parts = new ArrayList<>();
        if (unchanged > 0) {
            parts.add(colors.lightYellow() + "unchanged=" + unchanged + colors.end());
        }
        if (changed > 0) {
            parts.add(colors.green() + "changed=" + changed + colors.end());
        }
        return parts.isEmpty() ? "" : " (" + String.join(", ", parts) + ")";
    }

    private String runTime(int width) {
        double millis = sequentialMillis + longestParallelMillis;
        boolean seconds = millis > 999;
        String amount = fixed(seconds ? millis / 1000 : millis);
        return "Total run time: " + padLeft(amount, width - 5) + (seconds ? " s" : " ms");
    }

    private int widestCount() {
        int widest = byResult.values().stream()
                .mapToInt(n -> Long.toString(n).length())
                .max()
                .orElse(0);
        return warnings > 0 ? Math.max(widest, Long.toString(warnings).length()) : widest;
    }

    private long count(@Nullable Object result) {
        return byResult.getOrDefault(result, 0L);
    }

    private static String percent(long part, long total) {
        double exact = (double) part / total * 100;
        double rounded =
                new BigDecimal(exact).setScale(2, RoundingMode.HALF_EVEN).doubleValue();
        return PythonText.str(rounded);
    }

    private static String fixed(double value) {
        return String.format(Locale.ROOT, "%s", new BigDecimal(value).setScale(3, RoundingMode.HALF_EVEN));
    }

    private static String row(String label, String value, int width) {
        return label + ": " + padLeft(value, width - label.length() - 2);
    }

    private static String padLeft(String text, int width) {
        return " ".repeat(Math.max(0, width - text.length())) + text;
    }
}
