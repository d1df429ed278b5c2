package dev.brine.cli.output;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One state of a run.
 *
 * @param module state module, {@code file} of {@code file.managed}
 * @param id the id of the declaration
 * @param name the name of the state
 * @param function {@code managed} of {@code file.managed}
 * @param names how many states this one stands for; above 1 after ids were compressed
 * @param ret what the state returned
 */
record StateResult(String module, String id, String name, String function, long names, Map<?, ?> ret) {

    static final String SEPARATOR = "_|-";
    static final String COMPRESSED = "state_compressed_";
    private static final Pattern COUNT = Pattern.compile("\\((\\d+)\\)$");

    /**
     * A state by its tag.
     *
     * @param tag {@code module_|-id_|-name_|-function}
     * @throws MalformedData when the tag has another form or changes are missing
     */
    static StateResult of(String tag, Map<?, ?> ret) {
        List<String> parts = List.of(tag.split(Pattern.quote(SEPARATOR), -1));
        if (parts.size() < 4) {
            throw new MalformedData("state tag '" + tag + "' does not have four parts");
        }
        if (!ret.containsKey("changes")) {
            throw new MalformedData("state '" + tag + "' has no changes");
        }
        long names = 1;
        if (parts.get(2).startsWith(COMPRESSED)) {
            Matcher count = COUNT.matcher(parts.get(1));
            names = count.find() ? Long.parseLong(count.group(1)) : 1;
        }
        return new StateResult(parts.get(0), parts.get(1), parts.get(2), parts.get(3), names, ret);
    }

    @Nullable
    Object result() {
        return ret.get("result");
    }

    boolean failed() {
        return Boolean.FALSE.equals(result());
    }

    @Nullable
    Object changes() {
        return ret.get("changes");
    }

    double runNumber() {
        return ret.get("__run_num__") instanceof Number number ? number.doubleValue() : 0;
    }

    /** Milliseconds; 0 when the value is not a number. */
    double duration() {
        Object value = ret.get("duration");
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        if (value instanceof String text) {
            try {
                return Double.parseDouble(text.replaceFirst(" ms.*", ""));
            } catch (NumberFormatException e) {
                return 0;
            }
        }
        return 0;
    }

    /** The state with its id in place of its name, as the {@code _id} forms show it. */
    StateResult namedById() {
        return new StateResult(module, id, id, function, names, ret);
    }
}
