package dev.brine.engine.render.jinja.value;

import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** A Python iterator or generator: can be walked once, has no length, is always true. */
public final class PyIterator implements Iterator<@Nullable Object> {
    private final String typeName;
    private final Iterator<? extends @Nullable Object> source;

    /** @param typeName Python's name for it, for example {@code generator}, {@code zip}, {@code list_reverseiterator} */
    public PyIterator(String typeName, Iterator<? extends @Nullable Object> source) {
        this.typeName = typeName;
        this.source = source;
    }

    /** What a filter written with {@code yield} returns. */
    public static PyIterator generator(Iterator<? extends @Nullable Object> source) {
        return new PyIterator("generator", source);
    }

    public String typeName() {
        return typeName;
    }

    @Override
    public boolean hasNext() {
        return source.hasNext();
    }

    @Override
    public @Nullable Object next() {
        return source.next();
    }
}
