package dev.brine.engine.render.jinja.filter;

import dev.brine.engine.render.jinja.value.EvalContext;
import dev.brine.engine.render.jinja.value.Undefined;
import dev.brine.engine.render.jinja.value.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code attribute='a.b.0'}: walks items of an object; numbers are indexes. One render only. */
final class AttributeGetter {
    private final EvalContext context;
    private final List<@Nullable Object> steps;
    private final @Nullable Object otherwise;
    private final boolean ignoreCase;

    private AttributeGetter(
            EvalContext context, List<@Nullable Object> steps, @Nullable Object otherwise, boolean ignoreCase) {
        this.context = context;
        this.steps = steps;
        this.otherwise = otherwise;
        this.ignoreCase = ignoreCase;
    }

    static AttributeGetter of(EvalContext context, @Nullable Object attribute) {
        return of(context, attribute, null, false);
    }

    static AttributeGetter of(
            EvalContext context, @Nullable Object attribute, @Nullable Object otherwise, boolean ignoreCase) {
        return new AttributeGetter(context, steps(attribute), otherwise, ignoreCase);
    }

    /** One getter for each part of {@code 'age,name'}. */
    static List<AttributeGetter> several(EvalContext context, @Nullable Object attribute, boolean ignoreCase) {
        if (!Values.isString(attribute)) {
            return List.of(of(context, attribute, null, ignoreCase));
        }
        List<AttributeGetter> getters = new ArrayList<>();
        for (String part : Values.text(attribute).split(",", -1)) {
            getters.add(of(context, part, null, ignoreCase));
        }
        return getters;
    }

    private static List<@Nullable Object> steps(@Nullable Object attribute) {
        List<@Nullable Object> steps = new ArrayList<>();
        if (Values.isString(attribute)) {
            for (String part : Values.text(attribute).split("\\.", -1)) {
                boolean digits = !part.isEmpty() && part.chars().allMatch(c -> c >= '0' && c <= '9');
                steps.add(digits && part.length() < 10 ? (Object) Long.valueOf(part) : part);
            }
        } else if (attribute != null) {
            steps.add(attribute);
        }
        return steps;
    }

    @Nullable
    Object get(@Nullable Object item) {
        Object value = item;
        for (Object step : steps) {
            value = context.item(value, step);
            if (otherwise != null && value instanceof Undefined) {
                value = otherwise;
            }
        }
        return ignoreCase && Values.isString(value) ? Values.text(value).toLowerCase(Locale.ROOT) : value;
    }
}
