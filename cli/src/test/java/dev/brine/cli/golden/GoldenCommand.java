package dev.brine.cli.golden;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A command that stock Salt ran, with what it printed.
 *
 * @param out expected standard output, with placeholders
 * @param err expected standard error, with placeholders
 */
public record GoldenCommand(
        String name, List<String> command, int exit, String stdin, String note, String out, String err) {

    private static final Map<String, String> PLACEHOLDERS = Map.ofEntries(
            Map.entry("JID", "\\d{20}"),
            Map.entry("STAMP", "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?"),
            Map.entry("START_TIME", "\\d{4}, \\w{3} \\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{6}"),
            Map.entry("TIME", "\\d\\d:\\d\\d:\\d\\d\\.\\d{6}"),
            Map.entry("DURATION", "\\d+(\\.\\d+)?"),
            Map.entry("TOTAL", "\\s*\\d+\\.\\d+ m?s"),
            Map.entry("PID", "\\d+"),
            Map.entry("TS", "\\d+(\\.\\d+)?"),
            Map.entry("N", "\\d+"),
            Map.entry("FINGER", "[0-9a-f]{2}(:[0-9a-f]{2}){31}"),
            Map.entry("OPTIONS", "(?s:.*)"),
            Map.entry("FRAMES", "(?s:.*)"),
            Map.entry("ENV", "(?s:.*)"));
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([A-Z_]+)}");

    /** All recorded commands whose name starts with {@code prefix}. */
    public static Stream<GoldenCommand> all(String prefix) throws IOException {
        List<?> index = (List<?>) Json.resource(GoldenCommand.class, "/golden/index.json");
        return index.stream().map(c -> of((Map<?, ?>) c)).filter(c -> c.name.startsWith(prefix));
    }

    @SuppressWarnings("unchecked")
    private static GoldenCommand of(Map<?, ?> c) {
        return new GoldenCommand(
                c.get("name").toString(),
                (List<String>) c.get("command"),
                ((Long) c.get("exit")).intValue(),
                text(c.get("stdin")),
                text(c.get("note")),
                content(c.get("stdout")),
                content(c.get("stderr")));
    }

    private static String text(Object value) {
        return value == null ? "" : value.toString();
    }

    private static String content(Object file) {
        if (file == null) {
            return "";
        }
        try (InputStream in = GoldenCommand.class.getResourceAsStream("/golden/" + file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** A pattern of the whole text, where placeholders match what they stand for. */
    public static Pattern pattern(String expected) {
        StringBuilder regex = new StringBuilder();
        Matcher matcher = PLACEHOLDER.matcher(expected);
        int at = 0;
        while (matcher.find()) {
            String stands = PLACEHOLDERS.get(matcher.group(1));
            if (stands != null) {
                regex.append(Pattern.quote(expected.substring(at, matcher.start())))
                        .append(stands);
                at = matcher.end();
            }
        }
        return Pattern.compile(
                regex.append(Pattern.quote(expected.substring(at))).toString());
    }
}
