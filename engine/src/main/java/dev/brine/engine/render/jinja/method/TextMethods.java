package dev.brine.engine.render.jinja.method;

import dev.brine.engine.render.jinja.value.Arguments;
import dev.brine.engine.render.jinja.value.Escape;
import dev.brine.engine.render.jinja.value.EvalContext;
import dev.brine.engine.render.jinja.value.PyObject;
import dev.brine.engine.render.jinja.value.Text;
import dev.brine.engine.render.jinja.value.Tuple;
import dev.brine.engine.render.jinja.value.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Methods of Markup and tainted strings: those of {@link StringMethods}, with the property kept on the result. */
final class TextMethods {
    private TextMethods() {}

    static @Nullable Object find(Text text, String name) {
        Strip strip = Strip.named(name);
        if (strip != null) {
            return Methods.bound(name, text, (context, self, arguments) -> strip(strip, self, arguments));
        }
        switch (name) {
            case "join":
                return Methods.bound(name, text, TextMethods::join);
            case "format":
                return Methods.bound(name, text, (context, self, arguments) -> {
                    Object result = BraceFormat.format(context, self, arguments);
                    return self.isMarkup() ? Escape.escape(result) : result;
                });
            default:
        }
        Method<String> method = StringMethods.find(name);
        if (method == null) {
            return PyObject.ABSENT;
        }
        return Methods.bound(
                name,
                text,
                (context, self, arguments) ->
                        rewrap(method.call(context, self.toString(), bareArguments(arguments)), self));
    }

    private static Object strip(Strip strip, Text self, Arguments arguments) {
        Object chars = arguments.isEmpty() ? null : Values.bare(arguments.at(0));
        String text = self.toString();
        String kept = strip.apply(text, (String) chars);
        int from = strip == Strip.RIGHT
                ? 0
                : text.length() - Strip.LEFT.apply(text, (String) chars).length();
        int start = kept.isEmpty() ? 0 : from;
        return self.slice(start, start + kept.length());
    }

    private static @Nullable Object join(EvalContext context, Text self, Arguments arguments) {
        if (!self.isMarkup()) {
            return StringMethods.join(context, self, arguments);
        }
        List<@Nullable Object> escaped = new ArrayList<>();
        Values.iterate(arguments.at(0)).forEachRemaining(item -> escaped.add(Escape.escape(Values.string(item))));
        Object joined = StringMethods.join(context, self, Arguments.of(escaped));
        return joined instanceof Text text ? text.asMarkup() : Text.markup(joined.toString());
    }

    /** True when a Text is among the arguments, perhaps inside a tuple. */
    static boolean hasText(Arguments arguments) {
        boolean found = false;
        for (Object argument : arguments.positional()) {
            found |= argument instanceof Text || argument instanceof Tuple;
        }
        for (Object argument : arguments.keyword().values()) {
            found |= argument instanceof Text || argument instanceof Tuple;
        }
        return found;
    }

    /** The arguments without taint and Markup. */
    static Arguments bareArguments(Arguments arguments) {
        if (!hasText(arguments)) {
            return arguments;
        }
        List<@Nullable Object> positional = new ArrayList<>();
        arguments.positional().forEach(argument -> positional.add(bare(argument)));
        Map<String, @Nullable Object> keyword = new LinkedHashMap<>();
        arguments.keyword().forEach((name, argument) -> keyword.put(name, bare(argument)));
        return new Arguments(positional, keyword);
    }

    private static @Nullable Object bare(@Nullable Object argument) {
        if (argument instanceof Tuple tuple) {
            List<@Nullable Object> items = new ArrayList<>();
            tuple.forEach(item -> items.add(Values.bare(item)));
            return Tuple.of(items);
        }
        return Values.bare(argument);
    }

    /** The result of a method with the properties of {@code like}: strings, also inside lists and tuples. */
    static @Nullable Object rewrap(@Nullable Object result, Text like) {
        if (result instanceof String string) {
            return like.derive(string);
        } else if (result instanceof Tuple tuple) {
            List<@Nullable Object> items = new ArrayList<>();
            tuple.forEach(item -> items.add(rewrap(item, like)));
            return Tuple.of(items);
        } else if (result instanceof List<?> list) {
            List<@Nullable Object> items = new ArrayList<>();
            list.forEach(item -> items.add(rewrap(item, like)));
            return items;
        }
        return result;
    }
}
