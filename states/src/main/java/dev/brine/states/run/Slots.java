package dev.brine.states.run;

import dev.brine.engine.call.FunctionError;
import dev.brine.states.state.Lookup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.ListIterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Slots: arguments of the form {@code __slot__:salt:mod.fun(a, k=v).path ~ tail}, filled by calling the function just before the
 * state runs. Looked for in texts, and one level deep in lists and maps, as in Salt.
 */
final class Slots {
    private static final Logger log = LoggerFactory.getLogger(Slots.class);
    private static final String MARK = "__slot__:";

    private Slots() {}

    static void fill(List<Object> args, Map<String, Object> kwargs, RunContext context) {
        args.replaceAll(value -> filled(value, context));
        kwargs.replaceAll((key, value) -> filled(value, context));
    }

    private static Object filled(@Nullable Object value, RunContext context) {
        if (value instanceof List<?> items && items.stream().anyMatch(Slots::holds)) {
            List<Object> copy = new ArrayList<>(items);
            for (ListIterator<Object> each = copy.listIterator(); each.hasNext(); ) {
                Object item = each.next();
                each.set(item instanceof Map<?, ?> map ? filledMap(map, context) : slot(item, context));
            }
            return copy;
        }
        if (value instanceof Map<?, ?> map && holds(map)) {
            return filledMap(map, context);
        }
        return slot(value, context);
    }

    private static boolean holds(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.values().stream().anyMatch(v -> v instanceof String text && text.startsWith(MARK));
        }
        return value instanceof String text && text.startsWith(MARK);
    }

    private static Map<Object, Object> filledMap(Map<?, ?> map, RunContext context) {
        Map<Object, Object> copy = new LinkedHashMap<>(map);
        copy.replaceAll((key, value) -> slot(value, context));
        return copy;
    }

    @SuppressWarnings("NullAway") // plain values: null in, null out
    private static Object slot(@Nullable Object value, RunContext context) {
        if (!(value instanceof String text) || !text.startsWith(MARK)) {
            return value;
        }
        String[] parts = text.split(":", 3);
        int open = parts.length < 3 ? -1 : parts[2].indexOf('(');
        String body = parts.length < 3 ? "" : parts[2].split("~", 2)[0];
        int close = body.lastIndexOf(')');
        String function = open < 0 ? "" : parts[2].substring(0, open).strip();
        if (!parts[1].equals("salt") || close < open || !context.has(function)) {
            log.warn("Malformed slot: {}", text);
            return value;
        }
        List<Object> args = new ArrayList<>();
        Map<String, Object> kwargs = new LinkedHashMap<>();
        SlotArguments.parse(body.substring(open + 1, close), args, kwargs);
        Object found = context.call(function, args, kwargs);
        String path = body.substring(close + 1).strip();
        if (path.startsWith(".")) {
            found = Lookup.traverse(found, path.substring(1).strip(), ".");
        }
        String[] tail = parts[2].split("~", 2);
        if (tail.length == 2) {
            if (found instanceof String front) {
                return front + tail[1].strip();
            }
            log.error("{}: its result is no text, so {} is not appended", text, tail[1].strip());
        }
        return found;
    }

    /** Raised by {@link SlotArguments} when the text in the parentheses is no argument list. */
    static FunctionError malformed(String text) {
        return new FunctionError("Malformed slot arguments: " + text);
    }
}
