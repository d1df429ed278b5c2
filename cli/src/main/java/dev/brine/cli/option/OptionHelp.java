package dev.brine.cli.option;

import java.util.ArrayList;
import java.util.List;

/** The text of {@code --help}. */
public final class OptionHelp {

    private static final int COLUMN = 24;
    private static final int WIDTH = 78;
    private static final int EXAMPLE = 44;

    private OptionHelp() {}

    /** A titled group of options; the title of the first one is empty. */
    public record Group(String title, List<Option> options) {}

    /**
     * The whole text.
     *
     * @param examples command lines to begin with
     */
    public static String text(String usage, String description, List<Group> groups, List<String> examples) {
        StringBuilder out = new StringBuilder("Usage: " + usage + "\n\n" + description + "\n\nOptions:\n");
        for (Group group : groups) {
            String margin = group.title().isEmpty() ? "  " : "    ";
            if (!group.title().isEmpty()) {
                out.append("\n  ").append(group.title()).append(":\n");
            }
            group.options().forEach(option -> append(option, margin, out));
        }
        if (!examples.isEmpty()) {
            out.append("\nExamples:\n");
            examples.forEach(example -> append(example, out));
        }
        return out.toString();
    }

    /** What an example does stands behind it, after two blanks or more, in one column. */
    private static void append(String example, StringBuilder out) {
        String[] parts = example.split(" {2,}", 2);
        String line = parts.length < 2 || parts[0].length() > EXAMPLE - 2
                ? example
                : parts[0] + " ".repeat(EXAMPLE - parts[0].length()) + parts[1];
        out.append("  ").append(line).append('\n');
    }

    private static void append(Option option, String margin, StringBuilder out) {
        List<String> names = new ArrayList<>();
        for (String name : option.names()) {
            String value = name.startsWith("--") ? "=" : " ";
            names.add(option.takesValue() ? name + value + option.metavar() : name);
        }
        String left = margin + String.join(", ", names);
        String help = option.missing().isEmpty()
                ? option.help()
                : option.help() + " Not available: " + option.missing() + ".";
        List<String> lines = wrap(help, WIDTH - COLUMN);
        if (left.length() > COLUMN - 2) {
            out.append(left)
                    .append('\n')
                    .append(" ".repeat(COLUMN))
                    .append(lines.get(0))
                    .append('\n');
        } else {
            out.append(left)
                    .append(" ".repeat(COLUMN - left.length()))
                    .append(lines.get(0))
                    .append('\n');
        }
        lines.stream()
                .skip(1)
                .forEach(line -> out.append(" ".repeat(COLUMN)).append(line).append('\n'));
    }

    private static List<String> wrap(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ")) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
