package dev.brine.engine.render.jmespath;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A part of an expression: the current value in, its result out. */
@FunctionalInterface
interface Node {
    /** The current value itself. */
    Node IDENTITY = current -> current;

    @Nullable
    Object eval(@Nullable Object current);

    /** {@code &expression}: handed to functions unevaluated. */
    record Reference(Node body) implements Node {
        @Override
        public @Nullable Object eval(@Nullable Object current) {
            return this;
        }
    }

    /** A bare name; also what stands in front of a function's bracket. */
    record Field(String name) implements Node {
        @Override
        public @Nullable Object eval(@Nullable Object current) {
            return current instanceof Map<?, ?> map ? map.get(name) : null;
        }
    }

    /** {@code left[a:b:c]} before its projection. */
    record Slice(
            @Nullable Long start,
            @Nullable Long stop,
            @Nullable Long step) implements Node {
        @Override
        public @Nullable Object eval(@Nullable Object current) {
            if (!(current instanceof List<?> list)) {
                return null;
            }
            long by = step == null ? 1 : step;
            if (by == 0) {
                throw new JmesPathError("slice step cannot be zero");
            }
            long size = list.size();
            long low = by > 0 ? 0 : -1;
            long high = by > 0 ? size : size - 1;
            long from = start == null ? (by > 0 ? low : high) : clamp(start, size, low, high);
            long to = stop == null ? (by > 0 ? high : low) : clamp(stop, size, low, high);
            List<@Nullable Object> part = new ArrayList<>();
            for (long i = from; by > 0 ? i < to : i > to; i += by) {
                part.add(list.get((int) i));
            }
            return part;
        }

        private static long clamp(long index, long size, long low, long high) {
            return Math.max(low, Math.min(high, index < 0 ? index + size : index));
        }
    }

    static Node chain(Node left, Node right) {
        return current -> right.eval(left.eval(current));
    }

    static Node index(long index) {
        return current -> {
            if (!(current instanceof List<?> list)) {
                return null;
            }
            long at = index < 0 ? index + list.size() : index;
            return at >= 0 && at < list.size() ? list.get((int) at) : null;
        };
    }

    static Node projection(Node left, Node right) {
        return current -> left.eval(current) instanceof List<?> list ? collect(list, right) : null;
    }

    static Node valueProjection(Node left, Node right) {
        return current -> left.eval(current) instanceof Map<?, ?> map ? collect(map.values(), right) : null;
    }

    static Node filterProjection(Node left, Node right, Node condition) {
        return current -> {
            if (!(left.eval(current) instanceof List<?> list)) {
                return null;
            }
            List<@Nullable Object> kept = new ArrayList<>(list);
            kept.removeIf(item -> isFalse(condition.eval(item)));
            return collect(kept, right);
        };
    }

    private static List<@Nullable Object> collect(Collection<?> items, Node right) {
        List<@Nullable Object> results = new ArrayList<>();
        for (Object item : items) {
            Object result = right.eval(item);
            if (result != null) {
                results.add(result);
            }
        }
        return results;
    }

    static Node flatten(Node left) {
        return current -> {
            if (!(left.eval(current) instanceof List<?> list)) {
                return null;
            }
            List<@Nullable Object> flat = new ArrayList<>();
            for (Object item : list) {
                if (item instanceof List<?> inner) {
                    flat.addAll(inner);
                } else {
                    flat.add(item);
                }
            }
            return flat;
        };
    }

    static Node list(List<Node> items) {
        return current -> {
            if (current == null) {
                return null;
            }
            List<@Nullable Object> values = new ArrayList<>();
            items.forEach(item -> values.add(item.eval(current)));
            return values;
        };
    }

    static Node map(Map<String, Node> items) {
        return current -> {
            if (current == null) {
                return null;
            }
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            items.forEach((name, item) -> values.put(name, item.eval(current)));
            return values;
        };
    }

    static Node compare(String operator, Node left, Node right) {
        return current -> {
            Object a = left.eval(current);
            Object b = right.eval(current);
            if (operator.equals("==") || operator.equals("!=")) {
                return Library.equal(a, b) == operator.equals("==");
            }
            if (!(a instanceof Number x) || !(b instanceof Number y)) {
                return null;
            }
            int order = Library.order(x, y);
            return switch (operator) {
                case "<" -> order < 0;
                case "<=" -> order <= 0;
                case ">" -> order > 0;
                default -> order >= 0;
            };
        };
    }

    /** JMESPath's falsehood: empty or nothing; 0 is true. */
    static boolean isFalse(@Nullable Object value) {
        return value == null
                || value.equals(false)
                || value.equals("")
                || (value instanceof List<?> list && list.isEmpty())
                || (value instanceof Map<?, ?> map && map.isEmpty());
    }
}
