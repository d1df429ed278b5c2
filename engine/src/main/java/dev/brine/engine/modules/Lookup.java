package dev.brine.engine.modules;

import dev.brine.engine.call.FunctionError;
import dev.brine.engine.data.Glob;
import dev.brine.engine.data.Nested;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code filter_by}: chooses from a map by a grain or pillar value (Salt 3006: {@code utils.data.filter_by}). */
final class Lookup {
    private Lookup() {}

    static @Nullable Object filterBy(
            Map<String, Object> lookup,
            Object by,
            Map<String, Object> data,
            @Nullable Object merge,
            String dflt,
            @Nullable String base) {
        @Nullable Object found = chosen(lookup, by, data);
        if (found == null) {
            found = Nested.copy(lookup.get(dflt));
        }
        if (base != null && lookup.containsKey(base)) {
            Object values = Nested.copy(lookup.get(base));
            if (found == null) {
                found = values;
            } else if (values instanceof Map<?, ?> under) {
                if (!(found instanceof Map<?, ?> over)) {
                    throw new FunctionError("filter_by default and look-up values must both be dictionaries.");
                }
                Nested.merge(under, over, Nested.Lists.REPLACE);
                found = under;
            }
        }
        return merge == null ? found : merged(found, merge);
    }

    private static @Nullable Object merged(@Nullable Object found, Object merge) {
        if (!(merge instanceof Map<?, ?> over)) {
            throw new FunctionError("filter_by merge argument must be a dictionary.");
        }
        if (over.isEmpty()) {
            return found;
        }
        if (found instanceof Map<?, ?> under) {
            Nested.merge(under, (Map<?, ?>) java.util.Objects.requireNonNull(Nested.copy(over)), Nested.Lists.REPLACE);
            return under;
        }
        return found == null ? merge : found;
    }

    private static @Nullable Object chosen(Map<String, Object> lookup, Object by, Map<String, Object> data) {
        for (Object each : by instanceof List<?> several ? several : List.of(by)) {
            @Nullable Object value = Nested.get(data, String.valueOf(each), null, ":");
            List<?> values = value instanceof List<?> list ? list : value == null ? List.of() : List.of(value);
            for (Object one : values) {
                for (Map.Entry<String, Object> entry : lookup.entrySet()) {
                    if (entry.getKey().equals(PythonText.str(one))
                            || Glob.of(entry.getKey()).test(PythonText.str(one))) {
                        return Nested.copy(entry.getValue());
                    }
                }
            }
        }
        return null;
    }
}
