package dev.brine.engine.modules.host;

import dev.brine.engine.call.FunctionError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Failures that tell more than a sentence: what went wrong, and what was changed all the same. */
public final class Failure {
    private Failure() {}

    /**
     * Salt 3006: CommandExecutionError with {@code info}; the message shows it in the form of the nested outputter.
     *
     * @param info plain values; {@code changes} among them is what was done in spite of the failure
     */
    public static FunctionError with(String message, Map<String, Object> info) {
        return new FunctionError(text(message, info), sentence(message, info));
    }

    /** For states, which show the changes elsewhere, the message without them goes along as {@code comment}. */
    private static Map<String, Object> sentence(String message, Map<String, Object> info) {
        Map<String, Object> rest = new LinkedHashMap<>(info);
        rest.remove("changes");
        Map<String, Object> all = new LinkedHashMap<>(info);
        all.put("comment", rest.isEmpty() ? message : text(message, rest));
        return all;
    }

    private static String text(String message, Map<String, Object> info) {
        List<String> lines = new ArrayList<>();
        show(info, 0, "", lines);
        String end = ".?!".indexOf(message.charAt(message.length() - 1)) < 0 ? ". " : " ";
        return message + end + "Additional info follows:\n\n"
                + String.join("\n", lines).stripTrailing();
    }

    /** A value in the form of the nested outputter, so many blanks to the right. */
    public static String nested(Map<String, Object> value, int indent) {
        List<String> lines = new ArrayList<>();
        show(value, indent, "", lines);
        return String.join("\n", lines);
    }

    private static void show(@Nullable Object value, int indent, String prefix, List<String> lines) {
        String margin = " ".repeat(indent);
        if (value instanceof Map<?, ?> map) {
            if (indent > 0) {
                lines.add(margin + "----------");
            }
            new TreeMap<>(map).forEach((key, each) -> {
                lines.add(margin + prefix + key + ":");
                show(each, indent + 4, "", lines);
            });
        } else if (value instanceof List<?> items) {
            for (Object item : items) {
                if (item instanceof List || item instanceof Map) {
                    lines.add(margin + "|_");
                    show(item, indent + 2, "", lines);
                } else {
                    show(item, indent, "- ", lines);
                }
            }
        } else {
            String lead = prefix;
            for (String line : PythonText.str(value).split("\n", -1)) {
                lines.add(margin + lead + line);
                lead = " ".repeat(prefix.length());
            }
        }
    }
}
