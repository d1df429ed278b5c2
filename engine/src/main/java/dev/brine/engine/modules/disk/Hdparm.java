package dev.brine.engine.modules.disk;

import dev.brine.engine.call.FunctionError;
import dev.brine.engine.modules.host.CommandRunner;
import dev.brine.engine.modules.host.Host;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The program {@code hdparm}, and its text taken apart. */
record Hdparm(Host host) {
    private static final Logger log = LoggerFactory.getLogger(Hdparm.class);

    /** What it says; a failure is logged only. */
    String ask(List<String> arguments) {
        CommandRunner.Result result = run(arguments);
        if (!result.ok()) {
            log.warn("{}", failed(arguments, result));
        }
        return result.stdout();
    }

    void change(List<String> arguments) {
        CommandRunner.Result result = run(arguments);
        if (!result.ok()) {
            throw new FunctionError(failed(arguments, result));
        }
    }

    private CommandRunner.Result run(List<String> arguments) {
        List<String> words = new ArrayList<>(List.of("hdparm"));
        words.addAll(arguments);
        return host.run(words);
    }

    private static String failed(List<String> arguments, CommandRunner.Result result) {
        return "hdparm " + String.join(" ", arguments) + ": " + result.stderr();
    }

    /** Lines {@code key = value} or {@code key: value}: a value, or a list where it is made of parts. */
    static Map<String, Object> parsed(String text, String disk) {
        Map<String, Object> all = new LinkedHashMap<>();
        for (String each : text.lines().toList()) {
            String line = each.strip();
            int colon = line.indexOf(':');
            int at = colon < 0 ? line.indexOf('=') : colon;
            if (line.isEmpty() || line.equals(disk + ":") || at < 0) {
                continue;
            }
            String key = line.substring(0, at);
            key = colon < 0 ? key : key.replaceFirst(" is$", "");
            List<Object> values = values(line.substring(at + 1).strip());
            if (!values.isEmpty()) {
                all.put(
                        key.strip().toLowerCase(Locale.ROOT).replace(' ', '_'),
                        values.size() == 1 ? values.get(0) : values);
            }
        }
        return all;
    }

    private static List<Object> values(String text) {
        if (text.matches("[0-9]+ \\(.*\\).*")) {
            String[] words = text.split(" ");
            return new ArrayList<>(Arrays.asList(Long.valueOf(words[0]), words[1].replaceAll("^[()]+|[()]+$", "")));
        }
        List<Object> values = new ArrayList<>();
        Map<String, Object> named = new LinkedHashMap<>();
        for (String each : text.split("[/,]")) {
            String part = each.strip();
            int equals = part.indexOf('=');
            if (part.matches("[+-]?[0-9]{1,18}")) {
                values.add(Long.valueOf(part));
            } else if (equals >= 0) {
                String value = part.substring(equals + 1).strip();
                if (!value.isEmpty()) {
                    named.put(part.substring(0, equals).strip(), value);
                }
            } else if (!part.isEmpty()) {
                values.add(part);
            }
        }
        if (!named.isEmpty()) {
            values.add(named);
        }
        return values;
    }
}
