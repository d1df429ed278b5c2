package dev.brine.engine.render.jinja.value;

import java.util.AbstractList;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/** Python's range: a sequence that is computed, never stored. At most 2^31 - 1 items. */
public final class PyRange extends AbstractList<@Nullable Object> implements RandomAccess {
    private final long start;
    private final long stop;
    private final long step;
    private final int size;

    /** @throws PyError when step is 0 */
    public PyRange(long start, long stop, long step) {
        if (step == 0) {
            throw PyError.value("range() arg 3 must not be zero");
        }
        this.start = start;
        this.stop = stop;
        this.step = step;
        this.size = (int) Math.min(Integer.MAX_VALUE, count(start, stop, step));
    }

    /** How many items such a range would have. */
    public static long count(long start, long stop, long step) {
        if (step > 0) {
            return start >= stop ? 0 : (stop - 1 - start) / step + 1;
        }
        return start <= stop ? 0 : (start - 1 - stop) / -step + 1;
    }

    public long start() {
        return start;
    }

    public long stop() {
        return stop;
    }

    public long step() {
        return step;
    }

    @Override
    public @Nullable Object get(int index) {
        if (index < 0 || index >= size) {
            throw new IndexOutOfBoundsException(index);
        }
        return start + index * step;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public String toString() {
        return step == 1 ? "range(" + start + ", " + stop + ")" : "range(" + start + ", " + stop + ", " + step + ")";
    }
}
