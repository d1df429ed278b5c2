package dev.brine.engine.render.jinja.value;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * Python's tuple: an immutable sequence, hashable when its items are. A List for all who only read; unequal to any list.
 * A named tuple (groupby's pairs) also knows its field names.
 */
public final class Tuple extends AbstractList<@Nullable Object> implements RandomAccess {
    public static final Tuple EMPTY = new Tuple(List.of(), List.of());

    private final List<@Nullable Object> items;
    private final List<String> fields;

    private Tuple(List<@Nullable Object> items, List<String> fields) {
        this.items = items;
        this.fields = fields;
    }

    public static Tuple of(@Nullable Object... items) {
        return new Tuple(Collections.unmodifiableList(Arrays.asList(items)), List.of());
    }

    public static Tuple of(Collection<? extends @Nullable Object> items) {
        return items.isEmpty() ? EMPTY : new Tuple(Collections.unmodifiableList(new ArrayList<>(items)), List.of());
    }

    /** A tuple whose items have names too, as in {@code group.grouper}. */
    public static Tuple named(List<String> fields, List<@Nullable Object> items) {
        return new Tuple(Collections.unmodifiableList(new ArrayList<>(items)), List.copyOf(fields));
    }

    /** Field names, empty for a plain tuple. */
    public List<String> fields() {
        return fields;
    }

    @Override
    public @Nullable Object get(int index) {
        return items.get(index);
    }

    @Override
    public int size() {
        return items.size();
    }

    /** Python's equality, so that tuples serve as dict keys. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Tuple && Compare.equal(this, other);
    }

    @Override
    public int hashCode() {
        int hash = 7;
        for (Object item : items) {
            hash = 31 * hash + Compare.hash(item);
        }
        return hash;
    }
}
