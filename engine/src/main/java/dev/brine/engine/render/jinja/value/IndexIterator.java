package dev.brine.engine.render.jinja.value;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Walks a list by index: as in Python, the list may grow meanwhile. */
final class IndexIterator implements Iterator<@Nullable Object> {
    private final List<@Nullable Object> list;
    private int next;

    IndexIterator(List<@Nullable Object> list) {
        this.list = list;
    }

    @Override
    public boolean hasNext() {
        return next < list.size();
    }

    @Override
    public @Nullable Object next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return list.get(next++);
    }
}
