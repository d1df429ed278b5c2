package dev.brine.engine.render.yaml;

import dev.brine.engine.render.jinja.value.Compare;
import dev.brine.engine.render.jinja.value.Numbers;
import dev.brine.engine.render.jinja.value.PyError;
import dev.brine.engine.render.jinja.value.PyRange;
import dev.brine.engine.render.jinja.value.Repr;
import dev.brine.engine.render.jinja.value.Text;
import dev.brine.engine.render.jinja.value.Values;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes plain and template values as Salt's {@code safe_dump} does (PyYAML over libyaml, SafeOrderedDumper): width 80,
 * no escapes for what is not ASCII, a collection used twice is anchored, what YAML has no form for is {@code NULL}.
 * One dump belongs to one thread.
 */
public final class YamlDumper {
    private static final int DEPTH = 500;

    private final YamlStyle style;
    private final Map<Object, DumpNode> known = new IdentityHashMap<>();
    private int depth;

    private YamlDumper(YamlStyle style) {
        this.style = style;
    }

    /**
     * The text of {@code value}, newline at the end.
     *
     * @throws PyError when the value contains itself
     */
    public static String dump(@Nullable Object value, YamlStyle style) {
        return YamlEmitter.emit(new YamlDumper(style).node(value), style.indent());
    }

    private DumpNode node(@Nullable Object value) {
        if (value == null) {
            return plain("null", "null");
        }
        if (value instanceof String text) {
            return plain("str", text);
        }
        if (value instanceof Text text) {
            return text.isMarkup() ? plain("null", "NULL") : plain("str", text.toString());
        }
        if (value instanceof Boolean bool) {
            return plain("bool", bool ? "true" : "false");
        }
        if (Numbers.isFloat(value)) {
            return plain("float", real(Numbers.real(value)));
        }
        if (value instanceof Number) {
            return plain("int", value.toString());
        }
        if (value instanceof byte[] bytes) {
            String text = Base64.getMimeEncoder(76, new byte[] {'\n'}).encodeToString(bytes);
            return new DumpNode.Scalar("binary", text.isEmpty() ? "" : text + "\n", true);
        }
        if (value instanceof LocalDateTime time) {
            return plain("timestamp", Values.text(time));
        }
        DumpNode seen = known.get(value);
        return seen != null ? seen : collection(value);
    }

    private DumpNode collection(Object value) {
        if (++depth > DEPTH) {
            throw PyError.of("RecursionError", "maximum recursion depth exceeded");
        }
        DumpNode node;
        if (value instanceof Map<?, ?> map) {
            node = mapping(map);
        } else if (value instanceof Set<?> set) {
            node = set(set);
        } else if (value instanceof List<?> list && !(value instanceof PyRange)) {
            node = sequence(list);
        } else {
            node = plain("null", "NULL");
        }
        depth--;
        return node;
    }

    private static DumpNode plain(String tag, String text) {
        return new DumpNode.Scalar(tag, text, false);
    }

    private static String real(double value) {
        if (Double.isNaN(value)) {
            return ".nan";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? ".inf" : "-.inf";
        }
        String text = Repr.real(value);
        return text.indexOf('.') < 0 && text.indexOf('e') >= 0 ? text.replaceFirst("e", ".0e") : text;
    }

    private DumpNode sequence(List<?> list) {
        List<DumpNode> items = new ArrayList<>(list.size());
        DumpNode.Sequence node = new DumpNode.Sequence(items);
        if (!list.isEmpty()) {
            known.put(list, node);
        }
        boolean leaves = true;
        for (Object item : list) {
            DumpNode child = node(item);
            items.add(child);
            leaves &= isLeaf(child);
        }
        node.flow = flow(leaves);
        return node;
    }

    private DumpNode mapping(Map<?, ?> map) {
        List<DumpNode.Pair> pairs = new ArrayList<>(map.size());
        DumpNode.Mapping node = new DumpNode.Mapping(pairs, false);
        known.put(map, node);
        boolean leaves = true;
        for (Map.Entry<?, ?> entry : entries(map)) {
            DumpNode key = node(entry.getKey());
            DumpNode value = node(entry.getValue());
            pairs.add(new DumpNode.Pair(key, value));
            leaves &= isLeaf(key) && isLeaf(value);
        }
        node.flow = flow(leaves);
        return node;
    }

    private DumpNode set(Set<?> set) {
        List<Object> items = new ArrayList<>(set);
        if (style.sortKeys()) {
            sort(items);
        }
        List<DumpNode.Pair> pairs = new ArrayList<>();
        DumpNode.Mapping node = new DumpNode.Mapping(pairs, true);
        known.put(set, node);
        boolean leaves = true;
        for (Object item : items) {
            DumpNode key = node(item);
            pairs.add(new DumpNode.Pair(key, plain("null", "null")));
            leaves &= isLeaf(key);
        }
        node.flow = flow(leaves);
        return node;
    }

    private List<Map.Entry<?, ?>> entries(Map<?, ?> map) {
        List<Map.Entry<?, ?>> entries = new ArrayList<>(map.entrySet());
        if (style.sortKeys()) {
            try {
                entries.sort((a, b) -> Compare.order(a.getKey(), b.getKey()));
            } catch (PyError mixedTypes) {
                return new ArrayList<>(map.entrySet());
            }
        }
        return entries;
    }

    private static void sort(List<Object> items) {
        List<Object> copy = new ArrayList<>(items);
        try {
            copy.sort(Compare::order);
        } catch (PyError mixedTypes) {
            return;
        }
        items.clear();
        items.addAll(copy);
    }

    private static boolean isLeaf(DumpNode node) {
        return node instanceof DumpNode.Scalar scalar && !scalar.literal();
    }

    private boolean flow(boolean leaves) {
        return switch (style.flow()) {
            case ALWAYS -> true;
            case NEVER -> false;
            case LEAVES -> leaves;
        };
    }
}
