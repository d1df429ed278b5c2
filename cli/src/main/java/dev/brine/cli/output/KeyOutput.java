package dev.brine.cli.output;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The lists of minion keys by state, with fingerprints or key text where the data has them. */
final class KeyOutput implements Outputter {

    private record Section(String title, String titleColor, String keyColor) {}

    @Override
    public String render(@Nullable Object data, OutputSettings settings) {
        if (!(data instanceof Map<?, ?> states)) {
            throw new MalformedData("keys come in a map of states");
        }
        Colors colors = settings.colors();
        String margin = settings.flag("__multi_key", false) ? "    " : "";
        StringBuilder out = new StringBuilder();
        for (Map.Entry<?, ?> entry : PythonText.sorted(states)) {
            Section section = section(PythonText.str(entry.getKey()), colors);
            out.append(margin).append(section.titleColor()).append(section.title());
            out.append(colors.end()).append('\n');
            appendKeys(entry.getValue(), section, margin, settings, out);
        }
        return out.toString();
    }

    private static void appendKeys(
            @Nullable Object keys, Section section, String margin, OutputSettings settings, StringBuilder out) {
        String end = settings.colors().end();
        if (keys instanceof List<?> names) {
            for (String name :
                    PythonText.sortedText(names.stream().map(PythonText::str).toList())) {
                out.append(margin).append(section.keyColor()).append(shown(name, settings));
                out.append(end).append('\n');
            }
        } else if (keys instanceof Map<?, ?> texts) {
            for (Map.Entry<?, ?> entry : PythonText.sorted(texts)) {
                out.append(margin).append(section.keyColor()).append(shown(PythonText.str(entry.getKey()), settings));
                out.append(":  ")
                        .append(PythonText.str(entry.getValue()))
                        .append(end)
                        .append('\n');
            }
        }
    }

    private static String shown(String name, OutputSettings settings) {
        return settings.stripColors() ? PythonText.stripEscapes(name) : name;
    }

    private static Section section(String state, Colors colors) {
        return switch (state) {
            case "minions" -> new Section("Accepted Keys:", colors.lightGreen(), colors.green());
            case "minions_pre" -> new Section("Unaccepted Keys:", colors.lightRed(), colors.red());
            case "minions_denied" -> new Section("Denied Keys:", colors.lightMagenta(), colors.magenta());
            case "minions_rejected" -> new Section("Rejected Keys:", colors.lightBlue(), colors.blue());
            case "local" -> new Section("Local Keys:", colors.lightMagenta(), colors.magenta());
            default -> throw new MalformedData("'" + state + "' is not a state of keys");
        };
    }
}
