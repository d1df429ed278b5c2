package dev.brine.reactor.sls;

import dev.brine.engine.render.TaintedSpot;
import dev.brine.engine.render.jinja.value.Repr;
import dev.brine.engine.render.yaml.KeyLines;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The ids of all files that answer one event, joined.
 *
 * <p>Salt 3006: utils/reactor.py and state.py Compiler. Of two files that use the same id the later one's declaration stands, at
 * the earlier one's place; who lost is remembered, because nobody wants it.
 */
final class HighData {
    private final Map<@Nullable Object, @Nullable Object> ids = new LinkedHashMap<>();
    private final Map<@Nullable Object, Origin> origins = new LinkedHashMap<>();
    private final List<String> replaced = new ArrayList<>();
    private final Taints taints = new Taints();

    /** Where an id was declared. */
    record Origin(String file, KeyLines lines) {
        String place() {
            return lines.line() > 0 ? file + ":" + lines.line() : file;
        }
    }

    /**
     * Adds a rendered file.
     *
     * @throws SlsException when the file is no map of ids to maps; it then gives nothing, and other files stand
     */
    void add(String file, @Nullable Object rendered, KeyLines lines, List<TaintedSpot> tainted) throws SlsException {
        taints.add(file, tainted);
        if (isEmpty(rendered)) {
            return;
        }
        if (!(rendered instanceof Map<?, ?> map)) {
            throw new SlsException(file, 1, "expected 'id: function' entries, found " + Repr.repr(rendered));
        }
        Map<@Nullable Object, @Nullable Object> padded = pad(file, map, lines);
        for (Map.Entry<@Nullable Object, @Nullable Object> entry : padded.entrySet()) {
            if (!(entry.getValue() instanceof Map<?, ?>)) {
                throw new SlsException(
                        file,
                        lines.at(entry.getKey()).line(),
                        "'" + text(entry.getKey()) + "' must hold a reaction such as \"local.test.ping:\", found "
                                + Repr.repr(entry.getValue())
                                + ("include".equals(entry.getKey()) ? "; reactions cannot include others" : "")
                                + "; the file gives no reactions");
            }
            body(entry.getValue()).put("__sls__", file);
        }
        padded.forEach((id, body) -> {
            Origin earlier = origins.get(id);
            if (earlier != null) {
                replaced.add(file + ": id '" + text(id) + "' replaces the one of " + earlier.place()
                        + "; give it another name");
            }
            ids.put(id, body);
            origins.put(id, new Origin(file, lines.at(id)));
        });
    }

    Map<@Nullable Object, @Nullable Object> ids() {
        return ids;
    }

    /** Which values hold text of the event. */
    Taints taints() {
        return taints;
    }

    /** Which declarations were lost to a later file's. */
    List<String> replaced() {
        return replaced;
    }

    /** {@code file:line} of an id. */
    String place(@Nullable Object id) {
        Origin origin = origins.get(id);
        return origin == null ? "" : origin.place();
    }

    /** Salt 3006: state.py Compiler.pad_funcs, in place: lists that two ids share through an anchor grow in both. */
    private static Map<@Nullable Object, @Nullable Object> pad(String file, Map<?, ?> high, KeyLines lines)
            throws SlsException {
        Map<@Nullable Object, @Nullable Object> padded = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : high.entrySet()) {
            Object body = entry.getValue();
            if (body instanceof String word) {
                int dot = word.indexOf('.');
                padded.put(entry.getKey(), dot < 0 ? word : shortForm(word.substring(0, dot), word.substring(dot + 1)));
            } else if (body instanceof Map<?, ?>) {
                padBody(file, entry.getKey(), body(body), lines);
                padded.put(entry.getKey(), body);
            } else {
                padded.put(entry.getKey(), body);
            }
        }
        return padded;
    }

    private static Map<@Nullable Object, @Nullable Object> shortForm(String state, String fun) {
        Map<@Nullable Object, @Nullable Object> body = new LinkedHashMap<>();
        List<@Nullable Object> run = new ArrayList<>();
        run.add(fun);
        body.put(state, run);
        return body;
    }

    private static void padBody(
            String file, @Nullable Object id, Map<@Nullable Object, @Nullable Object> body, KeyLines lines)
            throws SlsException {
        Set<String> keys = new TreeSet<>(CodePoints.ORDER);
        for (Object key : body.keySet()) {
            if (!(key instanceof String word)) {
                throw new SlsException(
                        file, lines.at(id).line(), "'" + text(id) + "': a function must be text, found " + text(key));
            }
            keys.add(word);
        }
        Set<String> seen = new HashSet<>();
        for (String key : keys) {
            if (key.startsWith("_") || !(body.get(key) instanceof List<?>)) {
                continue;
            }
            int dot = key.indexOf('.');
            if (dot < 0) {
                seen.add(key);
            } else if (seen.add(key.substring(0, dot))) {
                List<@Nullable Object> run = list(body.remove(key));
                run.add(key.substring(dot + 1));
                body.put(key.substring(0, dot), run);
            }
        }
    }

    /** Python's falsehood, for what a file can render to. */
    private static boolean isEmpty(@Nullable Object value) {
        return value == null
                || Boolean.FALSE.equals(value)
                || "".equals(value)
                || (value instanceof Number number && number.doubleValue() == 0)
                || (value instanceof Map<?, ?> map && map.isEmpty())
                || (value instanceof List<?> list && list.isEmpty());
    }

    static String text(@Nullable Object value) {
        return value instanceof String word ? word : Repr.repr(value);
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // only called with what was seen to be one
    private static Map<@Nullable Object, @Nullable Object> body(@Nullable Object value) {
        return (Map<@Nullable Object, @Nullable Object>) value;
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // only called with what was seen to be one
    private static List<@Nullable Object> list(@Nullable Object value) {
        return (List<@Nullable Object>) value;
    }
}
