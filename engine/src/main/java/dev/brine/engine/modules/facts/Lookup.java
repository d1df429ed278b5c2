package dev.brine.engine.modules.facts;

import dev.brine.engine.call.FunctionError;
import dev.brine.engine.data.DataException;
import dev.brine.engine.data.FilterBy;
import dev.brine.engine.modules.host.PythonText;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code filter_by} as a function: chooses from a map by a grain or pillar value, the first of several that has one. */
final class Lookup {
    private Lookup() {}

    static @Nullable Object filterBy(
            Map<String, Object> lookup,
            Object by,
            Map<String, Object> data,
            @Nullable Object merge,
            String dflt,
            @Nullable String base) {
        String path = by instanceof List<?> several
                ? several.stream()
                        .map(String::valueOf)
                        .filter(data::containsKey)
                        .findFirst()
                        .orElse("")
                : PythonText.str(by);
        try {
            return new FilterBy(lookup, path, merge, dflt, base).choose(data, ":");
        } catch (DataException e) {
            throw new FunctionError(String.valueOf(e.getMessage()), e);
        }
    }
}
