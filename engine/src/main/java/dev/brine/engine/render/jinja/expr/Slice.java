package dev.brine.engine.render.jinja.expr;

import dev.brine.engine.render.jinja.scope.Activation;
import dev.brine.engine.render.jinja.value.Numbers;
import dev.brine.engine.render.jinja.value.PyError;
import dev.brine.engine.render.jinja.value.PyRange;
import dev.brine.engine.render.jinja.value.Text;
import dev.brine.engine.render.jinja.value.TextBuilder;
import dev.brine.engine.render.jinja.value.Tuple;
import dev.brine.engine.render.jinja.value.Undefined;
import dev.brine.engine.render.jinja.value.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code start:stop:step} between brackets. */
final class Slice extends Expr {
    private final @Nullable Expr start;
    private final @Nullable Expr stop;
    private final @Nullable Expr step;

    Slice(@Nullable Expr start, @Nullable Expr stop, @Nullable Expr step, int line) {
        super(line);
        this.start = start;
        this.stop = stop;
        this.step = step;
    }

    @Override
    public @Nullable Object eval(Activation activation) {
        throw PyError.type("unhashable type: 'slice'");
    }

    /** The part of the value that the slice means. */
    @Nullable
    Object of(@Nullable Object value, Activation activation) {
        if (value instanceof Undefined undefined) {
            throw undefined.error();
        }
        Object from = start == null ? null : start.eval(activation);
        Object to = stop == null ? null : stop.eval(activation);
        Object by = step == null ? null : step.eval(activation);
        if (value instanceof PyRange range) {
            return ofRange(range, bounds(range.size(), from, to, by));
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> items = new ArrayList<>();
            bounds(list.size(), from, to, by).each(i -> items.add(list.get(i)));
            return list instanceof Tuple ? Tuple.of(items) : items;
        }
        if (Values.isString(value)) {
            return ofString(value, from, to, by);
        }
        if (value instanceof byte[] bytes) {
            java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
            bounds(bytes.length, from, to, by).each(i -> out.write(bytes[i]));
            return out.toByteArray();
        }
        if (value instanceof Map<?, ?>) {
            throw PyError.type("unhashable type: 'slice'");
        }
        String kind = value instanceof Set<?> ? "set" : Values.typeName(value);
        throw PyError.type("'" + kind + "' object is not subscriptable");
    }

    private static Object ofString(
            @Nullable Object value, @Nullable Object from, @Nullable Object to, @Nullable Object by) {
        String text = Values.text(value);
        Object string = value instanceof Text ? value : text;
        boolean simple = text.codePointCount(0, text.length()) == text.length();
        int[] at = simple ? null : offsets(text);
        Bounds bounds = bounds(at == null ? text.length() : at.length - 1, from, to, by);
        TextBuilder out = new TextBuilder();
        bounds.each(i -> out.append(string, at == null ? i : at[i], at == null ? i + 1 : at[i + 1]));
        return value instanceof Text t && t.isMarkup() ? out.buildMarkup() : out.build();
    }

    private static int[] offsets(String text) {
        int count = text.codePointCount(0, text.length());
        int[] at = new int[count + 1];
        for (int i = 0; i < count; i++) {
            at[i + 1] = text.offsetByCodePoints(at[i], 1);
        }
        return at;
    }

    private static Object ofRange(PyRange range, Bounds bounds) {
        long first = range.start() + bounds.start * range.step();
        return new PyRange(first, range.start() + bounds.stop * range.step(), range.step() * bounds.step);
    }

    private record Bounds(long start, long stop, long step) {
        void each(java.util.function.IntConsumer action) {
            for (long i = start; step > 0 ? i < stop : i > stop; i += step) {
                action.accept((int) i);
            }
        }
    }

    /** Python's {@code slice.indices}. */
    private static Bounds bounds(int size, @Nullable Object from, @Nullable Object to, @Nullable Object by) {
        long step = by == null ? 1 : index(by);
        if (step == 0) {
            throw PyError.value("slice step cannot be zero");
        }
        long low = step > 0 ? 0 : -1;
        long high = step > 0 ? size : size - 1;
        long start = from == null ? (step > 0 ? low : high) : clamp(index(from), size, low, high);
        long stop = to == null ? (step > 0 ? high : low) : clamp(index(to), size, low, high);
        return new Bounds(start, stop, step);
    }

    private static long clamp(long index, int size, long low, long high) {
        long at = index < 0 ? index + size : index;
        return Math.max(low, Math.min(high, at));
    }

    private static long index(@Nullable Object value) {
        if (value instanceof Undefined || !Numbers.isInt(value)) {
            throw PyError.type("slice indices must be integers or None or have an __index__ method");
        }
        return Numbers.index(value);
    }

    @Override
    public List<Expr> parts() {
        List<Expr> all = new ArrayList<>();
        for (@Nullable Expr part : new @Nullable Expr[] {start, stop, step}) {
            if (part != null) {
                all.add(part);
            }
        }
        return all;
    }
}
