package dev.brine.engine.render.jinja.filter;

import dev.brine.engine.render.jinja.value.Filter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All filters by name. Salt's replace Jinja's of the same name, as they do in stock. */
public final class Filters {
    private static final Map<String, Filter> ALL = collect();

    private Filters() {}

    /** Read-only and shared. */
    public static Map<String, Filter> all() {
        return ALL;
    }

    private static Map<String, Filter> collect() {
        Map<String, Filter> all = new LinkedHashMap<>();
        List.of(
                        TextFilters.room(),
                        MarkupFilters.room(),
                        SequenceFilters.room(),
                        AggregateFilters.room(),
                        ChoiceFilters.room(),
                        NumberFilters.room(),
                        MappingFilters.room(),
                        SerializerFilters.room(),
                        SetFilters.room(),
                        CombinationFilters.room(),
                        RegexFilters.room(),
                        NetworkFilters.room(),
                        HashFilters.room(),
                        DateFilters.room(),
                        FileFilters.room(),
                        SaltTextFilters.room(),
                        MiscFilters.room())
                .forEach(room -> all.putAll(room.filters()));
        return Map.copyOf(all);
    }
}
