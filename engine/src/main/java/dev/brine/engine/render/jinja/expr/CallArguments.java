package dev.brine.engine.render.jinja.expr;

import dev.brine.engine.render.jinja.scope.Activation;
import dev.brine.engine.render.jinja.value.Arguments;
import dev.brine.engine.render.jinja.value.PyError;
import dev.brine.engine.render.jinja.value.Values;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What stands between the parentheses of a call, filter or test. */
final class CallArguments {
    static final CallArguments NONE = new CallArguments(List.of(), List.of(), List.of(), null, null);

    private final List<Expr> positional;
    private final List<String> names;
    private final List<Expr> named;
    private final @Nullable Expr star;
    private final @Nullable Expr starStar;

    CallArguments(
            List<Expr> positional, List<String> names, List<Expr> named, @Nullable Expr star, @Nullable Expr starStar) {
        this.positional = List.copyOf(positional);
        this.names = List.copyOf(names);
        this.named = List.copyOf(named);
        this.star = star;
        this.starStar = starStar;
    }

    static CallArguments of(Expr only) {
        return new CallArguments(List.of(only), List.of(), List.of(), null, null);
    }

    List<Expr> children() {
        List<Expr> all = new ArrayList<>(positional);
        all.addAll(named);
        if (star != null) {
            all.add(star);
        }
        if (starStar != null) {
            all.add(starStar);
        }
        return all;
    }

    Arguments eval(Activation activation) {
        if (positional.isEmpty() && named.isEmpty() && star == null && starStar == null) {
            return Arguments.NONE;
        }
        List<@Nullable Object> values = new ArrayList<>(positional.size());
        for (Expr argument : positional) {
            values.add(argument.eval(activation));
        }
        if (star != null) {
            spread(star.eval(activation), values);
        }
        if (named.isEmpty() && starStar == null) {
            return Arguments.positional(values);
        }
        Map<String, @Nullable Object> byName = new LinkedHashMap<>();
        for (int i = 0; i < named.size(); i++) {
            put(byName, names.get(i), named.get(i).eval(activation));
        }
        if (starStar != null) {
            spreadNamed(starStar.eval(activation), byName);
        }
        return new Arguments(values, byName);
    }

    private static void spread(@Nullable Object items, List<@Nullable Object> into) {
        Iterator<@Nullable Object> iterator = Values.iterateOrNull(items);
        if (iterator == null) {
            throw PyError.type("argument after * must be an iterable, not " + Values.typeName(items));
        }
        iterator.forEachRemaining(into::add);
    }

    private static void spreadNamed(@Nullable Object map, Map<String, @Nullable Object> into) {
        if (!(map instanceof Map<?, ?> entries)) {
            throw PyError.type("argument after ** must be a mapping, not " + Values.typeName(map));
        }
        entries.forEach((key, value) -> {
            if (!Values.isString(key)) {
                throw PyError.type("keywords must be strings");
            }
            put(into, Values.text(key), value);
        });
    }

    private static void put(Map<String, @Nullable Object> into, String name, @Nullable Object value) {
        if (into.containsKey(name)) {
            throw PyError.type("got multiple values for keyword argument '" + name + "'");
        }
        into.put(name, value);
    }
}
