package dev.brine.engine.render.jinja.global;

import dev.brine.engine.render.jinja.limit.RenderLimits;
import dev.brine.engine.render.jinja.method.DictMethods;
import dev.brine.engine.render.jinja.scope.Run;
import dev.brine.engine.render.jinja.value.Arguments;
import dev.brine.engine.render.jinja.value.Callable;
import dev.brine.engine.render.jinja.value.EvalContext;
import dev.brine.engine.render.jinja.value.Numbers;
import dev.brine.engine.render.jinja.value.PyError;
import dev.brine.engine.render.jinja.value.PyRange;
import dev.brine.engine.render.jinja.value.Values;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The global names of every template. */
public final class Globals {
    private static final Map<String, @Nullable Object> TABLE = table();

    private Globals() {}

    /** Name to value; read-only. */
    public static Map<String, @Nullable Object> names() {
        return TABLE;
    }

    private static Map<String, @Nullable Object> table() {
        return Map.of(
                "range", Function.named("safe_range", Globals::range),
                "dict", Function.type("dict", Globals::dict),
                "odict", Function.type("collections.OrderedDict", Globals::dict),
                "namespace", Function.type("jinja2.utils.Namespace", (c, a) -> Namespace.of(a)),
                "cycler", Function.type("jinja2.utils.Cycler", (c, a) -> Cycler.of(a)),
                "joiner", Function.type("jinja2.utils.Joiner", (c, a) -> Joiner.of(a)),
                "lipsum", Function.named("generate_lorem_ipsum", LoremIpsum::generate),
                "raise", Function.named("jinja_raise", Globals::raise),
                "ifelse", Function.named("ifelse", Globals::ifElse),
                "show_full_context", Function.named("show_full_context", Globals::showFullContext));
    }

    private static Object range(EvalContext context, Arguments arguments) {
        int count = arguments.count();
        if (count < 1 || count > 3) {
            throw PyError.type(
                    "range expected at " + (count < 1 ? "least 1 argument" : "most 3 arguments") + ", got " + count);
        }
        long[] bounds = new long[count];
        for (int i = 0; i < count; i++) {
            bounds[i] = bound(arguments.at(i));
        }
        long start = count > 1 ? bounds[0] : 0;
        long stop = count > 1 ? bounds[1] : bounds[0];
        long step = count > 2 ? bounds[2] : 1;
        if (step != 0 && PyRange.count(start, stop, step) > RenderLimits.MAX_RANGE) {
            throw PyError.of(
                    "OverflowError",
                    "Range too big. The sandbox blocks ranges larger than MAX_RANGE (" + RenderLimits.MAX_RANGE + ").");
        }
        return new PyRange(start, stop, step);
    }

    private static long bound(@Nullable Object value) {
        Numbers.index(value);
        return value instanceof Long number ? number : Numbers.index(value);
    }

    private static Object dict(EvalContext context, Arguments arguments) {
        if (arguments.count() > 1) {
            throw PyError.type("dict expected at most 1 argument, got " + arguments.count());
        }
        Map<Object, @Nullable Object> made = new LinkedHashMap<>();
        DictMethods.fill(made, arguments);
        return made;
    }

    /** Salt 3006: {@code raise('message')} ends the render with that message. */
    private static Object raise(EvalContext context, Arguments arguments) {
        throw PyError.of("TemplateError", arguments.count() > 0 ? Values.text(arguments.at(0)) : "");
    }

    private static @Nullable Object ifElse(EvalContext context, Arguments arguments) {
        if (arguments.count() == 1) {
            return arguments.at(0);
        }
        Object function = context.item(context.variable("salt"), "match.ifelse");
        return function instanceof Callable callable ? callable.call(context, arguments) : function;
    }

    private static @Nullable Object showFullContext(EvalContext context, Arguments arguments) {
        Map<String, @Nullable Object> seen = context instanceof Run run ? run.visibleNames() : Map.of();
        return SimpleTypes.of(seen);
    }
}
