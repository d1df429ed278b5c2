package dev.brine.engine.modules.value;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.Module;
import dev.brine.engine.data.DictMerge;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code defaults}: merging maps of defaults. */
@Module("defaults")
public final class DefaultsModule {

    @Fn(doc = """
            Merge a map over another and return the result.

            dest: the one below
            src: the one above
            merge_lists: append lists instead of replacing them
            in_place: accepted as Salt accepts it; the result is the same
            convert_none: take None for an empty map
            """)
    public Map<?, ?> merge(
            @Nullable Map<String, Object> dest,
            @Nullable Map<String, Object> src,
            @Arg(dflt = "False") boolean mergeLists,
            @Arg(dflt = "True") boolean inPlace,
            @Arg(dflt = "True") boolean convertNone) {
        return DictMerge.recurse(
                dest == null ? Map.of() : dest,
                src == null ? Map.of() : src,
                mergeLists ? DictMerge.Lists.JOIN : DictMerge.Lists.REPLACE);
    }

    @Fn(doc = """
            Return a map whose missing values come from another one.

            dest: the map
            defaults: the other one
            merge_lists: append lists instead of replacing them
            """)
    public Map<?, ?> update(
            Map<String, Object> dest, Map<String, Object> defaults, @Arg(dflt = "True") boolean mergeLists) {
        return merge(defaults, dest, mergeLists, true, true);
    }

    @Fn(doc = """
            Return a copy that shares nothing with the original.

            source: the original
            """)
    public @Nullable Object deepcopy(Object source) {
        return DictMerge.copy(source);
    }
}
