package dev.brine.engine.render.jinja;

import dev.brine.engine.render.jinja.taint.TaintTable;
import dev.brine.engine.render.jinja.taint.Tainted;
import dev.brine.engine.render.jinja.value.Arguments;
import dev.brine.engine.render.jinja.value.EvalContext;
import dev.brine.engine.render.jinja.value.Filter;
import dev.brine.engine.render.jinja.value.Taint;
import dev.brine.engine.render.jinja.value.Text;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Calls filters where event text is tracked: what comes out of event text is event text, unless the filter says otherwise. */
final class TaintedFilter {
    private TaintedFilter() {}

    static @Nullable Object apply(
            String name, Filter filter, EvalContext context, @Nullable Object value, Arguments arguments) {
        if (name.equals("load_yaml") && value instanceof Text text && text.isTainted()) {
            return loadYaml(filter, context, text, arguments);
        }
        Object result = filter.apply(context, value, arguments);
        boolean clean = value instanceof Text text && text.isOnlyEmptyTaint() && text.length() > 0;
        if (!clean && (result instanceof String || isFresh(result, value))) {
            String origin = Taint.origin(value);
            if (origin == null) {
                origin = Taint.origin(arguments.positional());
            }
            if (origin == null && !arguments.keyword().isEmpty()) {
                origin = Taint.origin(arguments.keyword());
            }
            return origin == null || Taint.origin(result) != null ? result : Tainted.view(result, named(origin, name));
        }
        return result;
    }

    /** Whoever reads the text where it went sees that it is a word for a shell. */
    private static String named(String origin, String filter) {
        return filter.equals("quote") ? origin + "|quote" : origin;
    }

    private static boolean isFresh(@Nullable Object result, @Nullable Object value) {
        return result != value
                && (result instanceof List || result instanceof Map || result instanceof java.util.Set)
                && !(result instanceof Taint.Source);
    }

    /** The event text is read as placeholders, so it cannot change the structure here either. */
    private static @Nullable Object loadYaml(Filter filter, EvalContext context, Text text, Arguments arguments) {
        TaintTable table = new TaintTable(new SecureRandom());
        Object loaded = filter.apply(context, table.replaced(text), arguments);
        return table.restoreAll(loaded);
    }
}
