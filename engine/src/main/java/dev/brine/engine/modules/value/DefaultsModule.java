package dev.brine.engine.modules.value;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.BadArguments;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Module;
import dev.brine.engine.data.DictMerge;
import dev.brine.engine.data.Traverse;
import dev.brine.engine.modules.ModuleParts;
import dev.brine.engine.render.yaml.YamlLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code defaults}: reading and merging maps of defaults. */
@Module("defaults")
public final class DefaultsModule {
    private final ModuleParts parts;

    public DefaultsModule(ModuleParts parts) {
        this.parts = parts;
    }

    @Fn(doc = """
            Return a default of a formula: from defaults.yaml or defaults.json in its directory of the state tree.

            key: name of the formula, and after a colon that of the value; all defaults without it
            default: what to return when there is none
            """)
    public @Nullable Object get(String key, @Arg(dflt = "''", name = "default") @Nullable Object dflt) {
        int colon = key.indexOf(':');
        String formula = colon < 0 ? key : key.substring(0, colon);
        Object defaults = loaded(formula);
        if (colon < 0 || colon == key.length() - 1) {
            return defaults;
        }
        return Traverse.get(defaults == null ? Map.of() : defaults, key.substring(colon + 1), dflt, ":");
    }

    private @Nullable Object loaded(String formula) {
        String saltenv = parts.minion().config().files().saltenv();
        for (String kind : List.of("yaml", "json")) {
            String path = formula + "/defaults." + kind;
            try {
                Optional<Path> file = parts.minion().files().fetch(path, saltenv.isEmpty() ? "base" : saltenv);
                if (file.isPresent()) {
                    // JSON is YAML, too
                    Object found = new YamlLoader().load(Files.readString(file.get()));
                    return found == null ? new LinkedHashMap<>() : found;
                }
            } catch (IOException e) {
                throw new FunctionError("salt://" + path + ": cannot be read: " + e.getMessage(), e);
            }
        }
        return null;
    }

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
        if (dest == null && inPlace) {
            throw new BadArguments("Can't perform in-place merge into NoneType");
        }
        return DictMerge.recurse(
                dest == null ? Map.of() : dest,
                src == null ? Map.of() : src,
                mergeLists ? DictMerge.Lists.JOIN : DictMerge.Lists.REPLACE);
    }

    @Fn(doc = """
            Return a map of maps whose missing values come from another one.

            dest: the map, by name
            defaults: what each of its maps has at least
            merge_lists: append lists instead of replacing them
            in_place: accepted as Salt accepts it; the result is the same, but None is refused
            convert_none: take None for an empty map
            """)
    public Map<String, Object> update(
            @Nullable Map<String, Object> dest,
            @Nullable Map<String, Object> defaults,
            @Arg(dflt = "True") boolean mergeLists,
            @Arg(dflt = "True") boolean inPlace,
            @Arg(dflt = "True") boolean convertNone) {
        if (dest == null && inPlace) {
            throw new BadArguments("Can't perform in-place update into NoneType");
        }
        Map<String, Object> updated = new LinkedHashMap<>(dest == null ? Map.of() : dest);
        updated.replaceAll((name, values) -> DictMerge.recurse(
                defaults == null ? Map.of() : defaults,
                values instanceof Map<?, ?> map ? map : Map.of(),
                mergeLists ? DictMerge.Lists.JOIN : DictMerge.Lists.REPLACE));
        return updated;
    }

    @Fn(doc = """
            Return a copy that shares nothing with the original.

            source: the original
            """)
    public @Nullable Object deepcopy(Object source) {
        return DictMerge.copy(source);
    }
}
