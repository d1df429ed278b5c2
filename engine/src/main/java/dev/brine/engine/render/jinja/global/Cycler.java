package dev.brine.engine.render.jinja.global;

import dev.brine.engine.render.jinja.value.Arguments;
import dev.brine.engine.render.jinja.value.Callable;
import dev.brine.engine.render.jinja.value.PyError;
import dev.brine.engine.render.jinja.value.PyObject;
import dev.brine.engine.render.jinja.value.Tuple;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code cycler('a', 'b')}: gives its items round and round. */
final class Cycler implements PyObject {
    private final List<@Nullable Object> items;
    private int position;

    private Cycler(List<@Nullable Object> items) {
        this.items = items;
    }

    static Cycler of(Arguments arguments) {
        if (arguments.count() == 0) {
            throw PyError.of("RuntimeError", "at least one item has to be provided");
        }
        return new Cycler(arguments.positional());
    }

    @Override
    public @Nullable Object attribute(String name) {
        return switch (name) {
            case "next", "__next__" -> (Callable) (context, arguments) -> next();
            case "reset" ->
                (Callable) (context, arguments) -> {
                    position = 0;
                    return null;
                };
            case "current" -> items.get(position);
            case "pos" -> (long) position;
            case "items" -> Tuple.of(items);
            default -> ABSENT;
        };
    }

    private @Nullable Object next() {
        Object item = items.get(position);
        position = (position + 1) % items.size();
        return item;
    }

    @Override
    public String typeName() {
        return "Cycler";
    }

    @Override
    public String qualifiedName() {
        return "jinja2.utils.Cycler";
    }
}
