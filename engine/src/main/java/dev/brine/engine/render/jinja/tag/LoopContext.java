package dev.brine.engine.render.jinja.tag;

import dev.brine.engine.render.jinja.scope.Run;
import dev.brine.engine.render.jinja.value.Arguments;
import dev.brine.engine.render.jinja.value.Callable;
import dev.brine.engine.render.jinja.value.Compare;
import dev.brine.engine.render.jinja.value.EvalContext;
import dev.brine.engine.render.jinja.value.PyError;
import dev.brine.engine.render.jinja.value.PyObject;
import dev.brine.engine.render.jinja.value.Tuple;
import dev.brine.engine.render.jinja.value.Undefined;
import dev.brine.engine.render.jinja.value.Values;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The {@code loop} variable: where the loop is, its neighbours, and the way to call the loop again. */
final class LoopContext implements PyObject, Callable, Iterator<@Nullable Object> {

    /** Runs the loop over other items, one level deeper. */
    interface Again {
        Object render(@Nullable Object items, int depth);
    }

    private static final Object NOTHING = ABSENT;

    private final Run run;
    private final @Nullable Object source;
    private Iterator<@Nullable Object> items;
    private final @Nullable Again again;
    private final int depth;
    private int index0 = -1;
    private int length = -1;
    private @Nullable Object before = NOTHING;
    private @Nullable Object current = NOTHING;
    private @Nullable Object after = NOTHING;
    private @Nullable Object lastChanged = NOTHING;

    LoopContext(Run run, @Nullable Object source, Iterator<@Nullable Object> items, @Nullable Again again, int depth) {
        this.run = run;
        this.source = source;
        this.items = items;
        this.again = again;
        this.depth = depth;
    }

    @Override
    public boolean hasNext() {
        return after != NOTHING || items.hasNext();
    }

    @Override
    public @Nullable Object next() {
        Object item = after;
        if (item == NOTHING) {
            item = items.next();
        }
        after = NOTHING;
        index0++;
        before = current;
        current = item;
        return item;
    }

    private @Nullable Object peek() {
        if (after == NOTHING && items.hasNext()) {
            after = items.next();
        }
        return after;
    }

    @Override
    public int length() {
        if (length < 0) {
            if (source instanceof Collection || source instanceof Map || Values.isString(source)) {
                length = Values.length(source);
            } else {
                List<@Nullable Object> rest = new ArrayList<>();
                items.forEachRemaining(rest::add);
                items = rest.iterator();
                length = rest.size() + index0 + 1 + (after == NOTHING ? 0 : 1);
            }
        }
        return length;
    }

    @Override
    public @Nullable Object attribute(String name) {
        return switch (name) {
            case "index" -> index0 + 1L;
            case "index0" -> (long) index0;
            case "revindex" -> (long) length() - index0;
            case "revindex0" -> length() - index0 - 1L;
            case "first" -> index0 == 0;
            case "last" -> peek() == NOTHING;
            case "length" -> (long) length();
            case "depth" -> depth + 1L;
            case "depth0" -> (long) depth;
            case "previtem" -> index0 == 0 ? missing("there is no previous item") : before;
            case "nextitem" -> peek() == NOTHING ? missing("there is no next item") : after;
            case "cycle" -> (Callable) this::cycle;
            case "changed" -> (Callable) this::changed;
            default -> ABSENT;
        };
    }

    private Undefined missing(String why) {
        return run.undefined(Undefined.because(why));
    }

    private @Nullable Object cycle(EvalContext context, Arguments arguments) {
        if (arguments.count() == 0) {
            throw PyError.type("no items for cycling given");
        }
        return arguments.at(index0 % arguments.count());
    }

    private Object changed(EvalContext context, Arguments arguments) {
        Tuple value = Tuple.of(arguments.positional());
        if (lastChanged != NOTHING && Compare.equal(lastChanged, value)) {
            return false;
        }
        lastChanged = value;
        return true;
    }

    @Override
    public Object call(EvalContext context, Arguments arguments) {
        if (again == null) {
            throw PyError.type("The loop must have the 'recursive' marker to be called recursively.");
        }
        if (arguments.count() != 1) {
            throw PyError.type("LoopContext.__call__() missing 1 required positional argument: 'iterable'");
        }
        return again.render(arguments.at(0), depth + 1);
    }

    @Override
    public Iterator<@Nullable Object> iterate() {
        return this;
    }

    @Override
    public String typeName() {
        return "LoopContext";
    }

    @Override
    public String qualifiedName() {
        return "jinja2.runtime.LoopContext";
    }

    @Override
    public String repr() {
        return "<LoopContext " + (index0 + 1) + "/" + length() + ">";
    }
}
