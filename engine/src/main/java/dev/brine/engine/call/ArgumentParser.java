package dev.brine.engine.call;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Separates the {@code arg} list of a job, or the words of a command line, into positional and keyword arguments.
 *
 * <p>Salt 3006: {@code salt.utils.args.parse_input} (command line) and {@code salt.minion.load_args_and_kwargs} (minion). A
 * keyword argument is a {@code name=value} text, or an entry of a map that holds {@code __kwarg__: True}.
 */
public final class ArgumentParser {
    /** A name, then one equals sign; a value that spans lines is no keyword argument. */
    private static final Pattern KEYWORD =
            Pattern.compile("([^\\W\\d][\\w.-]*)=(?!=)(.*)", Pattern.UNICODE_CHARACTER_CLASS);

    private static final String MARK = "__kwarg__";

    private ArgumentParser() {}

    /**
     * What a function is called with.
     *
     * @param args positional arguments
     * @param kwargs keyword arguments, without {@code __kwarg__}
     */
    public record Arguments(List<Object> args, Map<String, Object> kwargs) {

        /** The form in which they travel: the keywords as one marked map at the end. */
        public List<Object> wire() {
            List<Object> wire = new ArrayList<>(args);
            if (!kwargs.isEmpty()) {
                Map<String, Object> marked = new LinkedHashMap<>();
                marked.put(MARK, true);
                marked.putAll(kwargs);
                wire.add(marked);
            }
            return wire;
        }
    }

    /** Reads the words of a command line: every text is read as YAML. */
    public static Arguments words(List<?> words) {
        List<Object> args = new ArrayList<>();
        Map<String, Object> kwargs = new LinkedHashMap<>();
        for (Object word : words) {
            if (word instanceof String text) {
                Matcher keyword = KEYWORD.matcher(text);
                if (keyword.matches()) {
                    kwargs.put(keyword.group(1), ArgumentYaml.read(keyword.group(2)));
                } else {
                    args.add(jidText(ArgumentYaml.read(text)));
                }
            } else if (isMarked(word)) {
                marked((Map<?, ?>) word, kwargs);
            } else {
                args.add(word);
            }
        }
        return new Arguments(args, kwargs);
    }

    /**
     * Reads the {@code arg} list of a job: positional texts stay as they are, {@code name=value} texts are keyword arguments.
     *
     * @throws InvocationError when a keyword is none of the function's parameters
     */
    public static Arguments job(List<?> arg, @Nullable Function function) {
        List<Object> args = new ArrayList<>();
        Map<String, Object> kwargs = new LinkedHashMap<>();
        for (Object item : arg) {
            Matcher keyword = item instanceof String text ? KEYWORD.matcher(text) : null;
            if (isMarked(item)) {
                marked((Map<?, ?>) item, kwargs);
            } else if (keyword != null && keyword.matches()) {
                kwargs.put(keyword.group(1), ArgumentYaml.read(keyword.group(2)));
            } else {
                args.add(item);
            }
        }
        if (function != null && !function.takesKeywords()) {
            refuseUnknown(function, kwargs);
        }
        return new Arguments(args, kwargs);
    }

    private static void refuseUnknown(Function function, Map<String, Object> kwargs) {
        List<String> known = function.parameters().stream()
                .filter(p -> p.kind() == Parameter.Kind.NAMED)
                .map(Parameter::name)
                .toList();
        String unknown = kwargs.entrySet().stream()
                .filter(e -> !known.contains(e.getKey()))
                .map(e -> e.getKey() + "=" + e.getValue())
                .collect(Collectors.joining(", "));
        if (!unknown.isEmpty()) {
            throw new InvocationError("The following keyword arguments are not valid: " + unknown);
        }
    }

    private static boolean isMarked(@Nullable Object item) {
        return item instanceof Map<?, ?> map && Boolean.TRUE.equals(map.get(MARK));
    }

    private static void marked(Map<?, ?> map, Map<String, Object> kwargs) {
        map.forEach((key, value) -> {
            if (!MARK.equals(key)) {
                kwargs.put(String.valueOf(key), value);
            }
        });
    }

    /** Salt 3006: a number that is a job id stays text ({@code condition_input}). */
    private static @Nullable Object jidText(@Nullable Object value) {
        return value instanceof Number && value.toString().length() == 20 ? value.toString() : value;
    }
}
