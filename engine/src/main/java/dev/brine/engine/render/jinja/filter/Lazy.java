package dev.brine.engine.render.jinja.filter;

import dev.brine.engine.render.jinja.value.PyIterator;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Python generators: nothing happens, faults included, before somebody asks for the first item. */
final class Lazy {

    private Lazy() {}

    /** A generator whose body starts at the first question. */
    static PyIterator generator(Supplier<Iterator<@Nullable Object>> body) {
        return PyIterator.generator(new Iterator<@Nullable Object>() {
            private @Nullable Iterator<@Nullable Object> items;

            private Iterator<@Nullable Object> items() {
                Iterator<@Nullable Object> started = items;
                if (started == null) {
                    started = body.get();
                    items = started;
                }
                return started;
            }

            @Override
            public boolean hasNext() {
                return items().hasNext();
            }

            @Override
            public @Nullable Object next() {
                return items().next();
            }
        });
    }

    /** Those items that {@code wanted} takes. */
    static Iterator<@Nullable Object> chosen(Iterator<@Nullable Object> items, Predicate<@Nullable Object> wanted) {
        return new Iterator<>() {
            private boolean ready;
            private @Nullable Object next;

            @Override
            public boolean hasNext() {
                while (!ready && items.hasNext()) {
                    next = items.next();
                    ready = wanted.test(next);
                }
                return ready;
            }

            @Override
            public @Nullable Object next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                ready = false;
                return next;
            }
        };
    }
}
