package dev.brine.cli.output;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that changes the text of an outputter: the merged options of configuration and command line.
 *
 * @param color whether colours are written
 * @param retcode the highest return code of the data being shown; failed lists and maps are red
 * @param nestedIndent spaces before each line of the nested outputter
 * @param options the merged options, read by the names Salt gives them ({@code state_output}, {@code output_indent}, ...)
 */
public record OutputSettings(boolean color, long retcode, int nestedIndent, Map<String, Object> options) {

    /** Settings without colour that take everything from {@code options}. */
    public static OutputSettings of(Map<String, Object> options) {
        return new OutputSettings(false, 0, 0, options);
    }

    public OutputSettings withColor(boolean on) {
        return new OutputSettings(on, retcode, nestedIndent, options);
    }

    public OutputSettings withRetcode(long code) {
        return new OutputSettings(color, code, nestedIndent, options);
    }

    OutputSettings withNestedIndent(int spaces) {
        return new OutputSettings(color, retcode, spaces, options);
    }

    /** A copy in which one option has another value. */
    public OutputSettings with(String option, Object value) {
        Map<String, Object> copy = new LinkedHashMap<>(options);
        copy.put(option, value);
        return new OutputSettings(color, retcode, nestedIndent, copy);
    }

    Colors colors() {
        return Colors.when(color);
    }

    /** Salt's {@code strip_colors}: an escape character in returned text is shown as a question mark. */
    boolean stripColors() {
        return flag("strip_colors", true);
    }

    boolean has(String option) {
        return options.containsKey(option);
    }

    @Nullable
    Object value(String option) {
        return options.get(option);
    }

    boolean flag(String option, boolean dflt) {
        Object value = options.get(option);
        return value == null ? dflt && !options.containsKey(option) : PythonText.truth(value);
    }

    String text(String option, String dflt) {
        Object value = options.get(option);
        return value == null ? dflt : PythonText.str(value);
    }

    /** The list under {@code option}; a text is split at its commas. */
    List<String> list(String option) {
        return listOf(options.get(option));
    }

    static List<String> listOf(@Nullable Object value) {
        if (value instanceof String text) {
            return List.of(text.split(",", -1));
        }
        return value instanceof List<?> items
                ? items.stream().map(PythonText::str).toList()
                : List.of();
    }
}
