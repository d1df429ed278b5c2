package dev.brine.engine.render.jinja.filter;

import dev.brine.engine.render.jinja.test.Tests;
import dev.brine.engine.render.jinja.value.Arguments;
import dev.brine.engine.render.jinja.value.EvalContext;
import dev.brine.engine.render.jinja.value.Filter;
import dev.brine.engine.render.jinja.value.PyError;
import dev.brine.engine.render.jinja.value.Repr;
import dev.brine.engine.render.jinja.value.Values;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** {@code map}, {@code select}, {@code reject} and their {@code attr} forms: generators all of them. */
final class ChoiceFilters {

    private ChoiceFilters() {}

    static Room room() {
        return new Room()
                .add("map", (c, v, a) -> Lazy.generator(() -> map(c, v, a)))
                .add("select", choice(false, true))
                .add("reject", choice(false, false))
                .add("selectattr", choice(true, true))
                .add("rejectattr", choice(true, false));
    }

    private static Iterator<@Nullable Object> map(EvalContext context, @Nullable Object value, Arguments arguments) {
        if (!Values.truth(value)) {
            return Collections.emptyIterator();
        }
        Function<@Nullable Object, @Nullable Object> mapping = mapping(context, arguments);
        Iterator<@Nullable Object> items = Values.iterate(value);
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return items.hasNext();
            }

            @Override
            public @Nullable Object next() {
                context.budget().tick();
                return mapping.apply(items.next());
            }
        };
    }

    private static Function<@Nullable Object, @Nullable Object> mapping(EvalContext context, Arguments arguments) {
        if (arguments.positional().isEmpty() && arguments.keyword().containsKey("attribute")) {
            Map<String, @Nullable Object> rest = new LinkedHashMap<>(arguments.keyword());
            Object attribute = rest.remove("attribute");
            Object otherwise = rest.remove("default");
            if (!rest.isEmpty()) {
                throw PyError.runtime("Unexpected keyword argument "
                        + Repr.repr(rest.keySet().iterator().next()));
            }
            return AttributeGetter.of(context, attribute, otherwise, false)::get;
        }
        if (arguments.positional().isEmpty()) {
            throw PyError.runtime("map requires a filter argument");
        }
        String name = Values.text(arguments.at(0));
        if (!Filters.all().containsKey(name)) {
            throw PyError.runtime("No filter named " + Repr.repr(name) + ".");
        }
        Arguments rest = arguments.skip(1);
        return item -> context.filter(name, item, rest);
    }

    private static Filter choice(boolean byAttribute, boolean keep) {
        return (context, value, arguments) -> Lazy.generator(() -> {
            if (!Values.truth(value)) {
                return Collections.<@Nullable Object>emptyIterator();
            }
            Predicate<@Nullable Object> wanted = predicate(context, arguments, byAttribute);
            return Lazy.chosen(Values.iterate(value), item -> {
                context.budget().tick();
                return wanted.test(item) == keep;
            });
        });
    }

    private static Predicate<@Nullable Object> predicate(
            EvalContext context, Arguments arguments, boolean byAttribute) {
        if (byAttribute && arguments.positional().isEmpty()) {
            throw PyError.runtime("Missing parameter for attribute name");
        }
        Function<@Nullable Object, @Nullable Object> view =
                byAttribute ? AttributeGetter.of(context, arguments.at(0))::get : item -> item;
        Arguments left = arguments.skip(byAttribute ? 1 : 0);
        if (left.positional().isEmpty()) {
            return item -> Values.truth(view.apply(item));
        }
        String name = Values.text(left.at(0));
        if (!Tests.table().containsKey(name)) {
            throw PyError.runtime("No test named " + Repr.repr(name) + ".");
        }
        Arguments rest = left.skip(1);
        return item -> context.test(name, view.apply(item), rest);
    }
}
