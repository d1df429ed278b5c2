package dev.brine.engine.modules.facts;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Module;
import dev.brine.engine.data.Data;
import dev.brine.engine.data.DictMerge;
import dev.brine.engine.data.Traverse;
import dev.brine.engine.modules.ModuleParts;
import dev.brine.engine.modules.host.PythonText;
import dev.brine.engine.modules.host.Truth;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code pillar}: the data that the master has for this minion. */
@Module("pillar")
public final class PillarModule {
    private static final Logger log = LoggerFactory.getLogger(PillarModule.class);

    private final ModuleParts parts;

    public PillarModule(ModuleParts parts) {
        this.parts = parts;
    }

    @Fn(doc = """
            Return a value of the pillar.

            key: its name; a colon separates the levels of a nested one
            default: what to return when there is none
            merge: merge the value over the default, both being maps or lists
            merge_nested_lists: append lists when merging instead of replacing them
            delimiter: separates the levels instead of the colon
            pillarenv: compile the pillar of this environment for the call
            saltenv: likewise; pillarenv goes first
            """)
    public @Nullable Object get(
            String key,
            @Arg(dflt = "''", name = "default") @Nullable Object dflt,
            @Arg(dflt = "False") boolean merge,
            @Arg(dflt = "None") @Nullable Object mergeNestedLists,
            @Arg(dflt = "':'") String delimiter,
            @Arg(dflt = "None") @Nullable String pillarenv,
            @Arg(dflt = "None") @Nullable String saltenv) {
        Map<String, Object> pillar =
                pillarenv == null && saltenv == null ? parts.pillar() : compiled(saltenv, pillarenv, Map.of());
        if (merge
                && dflt instanceof Map<?, ?>
                && Traverse.get(pillar, key, new LinkedHashMap<>(), delimiter) instanceof Map<?, ?> found) {
            Map<?, ?> merged = (Map<?, ?>) java.util.Objects.requireNonNull(DictMerge.copy(dflt));
            boolean append = mergeNestedLists == null
                    ? Boolean.TRUE.equals(parts.opts().get("pillar_merge_lists"))
                    : Truth.of(mergeNestedLists);
            DictMerge.update(merged, found, append ? DictMerge.Lists.JOIN : DictMerge.Lists.REPLACE);
            return merged;
        }
        if (merge
                && dflt instanceof List<?> base
                && Traverse.get(pillar, key, new ArrayList<>(), delimiter) instanceof List<?> found) {
            List<Object> all = new ArrayList<>(base);
            found.stream().filter(item -> !all.contains(item)).forEach(all::add);
            return all;
        }
        if (merge) {
            log.error(
                    "pillar.get {}: the default and the value are not both maps or both lists, nothing is merged", key);
        }
        return Traverse.get(pillar, key, dflt, delimiter);
    }

    @Fn(doc = """
            Return the pillar, compiled anew for this call; with names, as pillar.item does.

            pillar: values that go over the pillar
            pillarenv: the environment to compile it for
            saltenv: likewise
            """)
    public Map<String, Object> items(
            @Arg(rest = true) List<Object> args, @Arg(rest = true) Map<String, Object> kwargs) {
        if (!args.isEmpty()) {
            return item(args, kwargs);
        }
        Map<String, Object> override =
                kwargs.get("pillar") == null ? Map.of() : Data.asMap("pillar", kwargs.get("pillar"));
        return compiled(text(kwargs.get("saltenv")), text(kwargs.get("pillarenv")), override);
    }

    @Fn(doc = "Return the pillar, compiled anew for this call; another name of pillar.items.")
    public Map<String, Object> data(@Arg(rest = true) List<Object> args, @Arg(rest = true) Map<String, Object> kwargs) {
        return items(args, kwargs);
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    private Map<String, Object> compiled(
            @Nullable String saltenv, @Nullable String pillarenv, Map<String, Object> override) {
        return parts.actions()
                .compilePillar(saltenv == null ? "" : saltenv, pillarenv == null ? "" : pillarenv, override);
    }

    @Fn(doc = """
            Return some values of the pillar by name. Those that do not exist come back as an empty text.

            args: their names; a colon separates the levels of a nested one
            default: what to return for those that do not exist
            delimiter: separates the levels instead of the colon
            """)
    public Map<String, Object> item(@Arg(rest = true) List<Object> args, @Arg(rest = true) Map<String, Object> kwargs) {
        Object dflt = kwargs.getOrDefault("default", "");
        String delimiter = PythonText.str(kwargs.getOrDefault("delimiter", ":"));
        Map<String, Object> found = new LinkedHashMap<>();
        for (Object name : args) {
            found.put(String.valueOf(name), Traverse.get(parts.pillar(), String.valueOf(name), dflt, delimiter));
        }
        return found;
    }

    @Fn(doc = """
            Return the pillar that the minion has in memory, or one value of it.

            key: name of the value
            """)
    public @Nullable Object raw(@Arg(dflt = "None") @Nullable String key) {
        return key == null ? parts.pillar() : parts.pillar().getOrDefault(key, new LinkedHashMap<>());
    }

    @Fn(doc = "Return the names of the pillar's values.")
    public List<Object> ls(@Arg(rest = true) List<Object> args) {
        return new ArrayList<>(items(args, new LinkedHashMap<>()).keySet());
    }

    @Fn(doc = """
            Return the names of the values inside of one.

            key: its name; a colon separates the levels of a nested one
            delimiter: separates the levels instead of the colon
            """)
    public List<Object> keys(String key, @Arg(dflt = "':'") String delimiter) {
        Object value = Traverse.get(parts.pillar(), key, null, delimiter);
        if (value == null) {
            throw new FunctionError("Pillar key not found: " + key);
        }
        if (!(value instanceof Map<?, ?> map)) {
            throw new FunctionError("Pillar value in key " + key + " is not a dict");
        }
        return new ArrayList<>(map.keySet());
    }

    @Fn(doc = "Return the pillar with the types of its values in place of them.")
    public @Nullable Object obfuscate(
            @Arg(rest = true) List<Object> args, @Arg(rest = true) Map<String, Object> kwargs) {
        return obfuscated(items(args, kwargs));
    }

    private static Object obfuscated(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> types = new LinkedHashMap<>();
            map.forEach((key, item) -> types.put(key, obfuscated(item)));
            return types;
        }
        if (value instanceof List<?> list) {
            List<Object> types = new ArrayList<>();
            list.forEach(item -> types.add(obfuscated(item)));
            return types;
        }
        return PythonText.type(value).replace("<class '", "<").replace("'>", ">");
    }

    @Fn(doc = """
            Choose from a map by a value of the pillar.

            lookup_dict: values (globs allowed) and what to return for them
            pillar: name of the pillar's value
            merge: a map to merge over what was chosen
            default: the key to choose when none fits
            base: the key of a map over which the chosen one is merged
            """)
    public @Nullable Object filterBy(
            Map<String, Object> lookupDict,
            Object pillar,
            @Arg(dflt = "None") @Nullable Object merge,
            @Arg(dflt = "'default'", name = "default") String dflt,
            @Arg(dflt = "None") @Nullable String base) {
        return Lookup.filterBy(lookupDict, pillar, parts.pillar(), merge, dflt, base);
    }

    @Fn(doc = """
            Return a value of the pillar: another name of pillar.get.

            key: its name; a colon separates the levels of a nested one
            default: what to return when there is none
            merge: merge the value over the default, both being maps or lists
            merge_nested_lists: append lists when merging instead of replacing them
            delimiter: separates the levels instead of the colon
            pillarenv: compile the pillar of this environment for the call
            saltenv: likewise; pillarenv goes first
            """)
    public @Nullable Object fetch(
            String key,
            @Arg(dflt = "''", name = "default") @Nullable Object dflt,
            @Arg(dflt = "False") boolean merge,
            @Arg(dflt = "None") @Nullable Object mergeNestedLists,
            @Arg(dflt = "':'") String delimiter,
            @Arg(dflt = "None") @Nullable String pillarenv,
            @Arg(dflt = "None") @Nullable String saltenv) {
        return get(key, dflt, merge, mergeNestedLists, delimiter, pillarenv, saltenv);
    }

    @Fn(doc = """
            Return whether a file is in the pillar roots of this host.

            path: its path below the pillar roots
            saltenv: look in this environment only
            """)
    public boolean fileExists(String path, @Arg(dflt = "None") @Nullable String saltenv) {
        Map<String, List<Path>> roots = parts.minion().config().files().pillarRoots();
        return roots.entrySet().stream()
                .filter(env ->
                        saltenv == null || saltenv.isEmpty() || env.getKey().equals(saltenv))
                .flatMap(env -> env.getValue().stream())
                .anyMatch(root -> Files.isRegularFile(root.resolve(path)));
    }

    @Fn(doc = """
            Refused: external pillars that a minion asks for. What is in the master's ext_pillar is in pillar.items.

            external: the external pillar
            pillar: values that override the pillar's
            """)
    public @Nullable Object ext(Object external, @Arg(dflt = "None") @Nullable Object pillar) {
        throw new FunctionError("pillar.ext: masters here compile no external pillar at a minion's request; put "
                + PythonText.str(external) + " into the master's ext_pillar");
    }
}
