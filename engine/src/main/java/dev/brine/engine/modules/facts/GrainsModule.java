package dev.brine.engine.modules.facts;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Module;
import dev.brine.engine.config.ConfigException;
import dev.brine.engine.data.DictMerge;
import dev.brine.engine.data.Traverse;
import dev.brine.engine.modules.ModuleParts;
import dev.brine.engine.modules.host.PythonText;
import dev.brine.engine.modules.host.Truth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** {@code grains}: reading the grains, and setting those of the {@code grains} file. */
@Module("grains")
public final class GrainsModule {
    private static final List<String> SECRET =
            List.of("master", "nodename", "host", "fqdn", "fqdn_ip4", "fqdn_ip6", "ipv4", "ipv6", "hwaddr_interfaces");
    private static final Object ABSENT = new Object();

    private final ModuleParts parts;

    public GrainsModule(ModuleParts parts) {
        this.parts = parts;
    }

    @Fn(doc = """
            Return a grain.

            key: its name; a colon separates the levels of a nested one
            default: what to return when there is none
            delimiter: separates the levels instead of the colon
            ordered: accepted as Salt accepts it; maps are always in order
            """)
    public @Nullable Object get(
            String key,
            @Arg(dflt = "''", name = "default") @Nullable Object dflt,
            @Arg(dflt = "':'") String delimiter,
            @Arg(dflt = "True") boolean ordered) {
        return Traverse.get(parts.grains(), key, dflt, delimiter);
    }

    @Fn(doc = """
            Return whether a grain has a value that counts as true.

            key: its name; a colon separates the levels of a nested one
            """)
    public boolean hasValue(String key) {
        Object value = Traverse.get(parts.grains(), key, false, ":");
        return Truth.of(value);
    }

    @Fn(doc = """
            Return a grain: another name of grains.get.

            key: its name; a colon separates the levels of a nested one
            default: what to return when there is none
            delimiter: separates the levels instead of the colon
            ordered: accepted as Salt accepts it
            """)
    public @Nullable Object fetch(
            String key,
            @Arg(dflt = "''", name = "default") @Nullable Object dflt,
            @Arg(dflt = "':'") String delimiter,
            @Arg(dflt = "True") boolean ordered) {
        return get(key, dflt, delimiter, ordered);
    }

    @Fn(doc = """
            Return all grains.

            sanitize: replace those that identify the host
            """)
    public Map<String, Object> items(@Arg(dflt = "False") boolean sanitize) {
        return sanitize ? sanitized(parts.grains()) : parts.grains();
    }

    private static Map<String, Object> sanitized(Map<String, Object> grains) {
        Map<String, Object> shown = new LinkedHashMap<>(grains);
        shown.replaceAll((name, value) -> SECRET.contains(name) ? "CENSORED" : value);
        return shown;
    }

    @Fn(doc = """
            Return some grains by name. Those that do not exist come back as an empty text.

            args: their names; a colon separates the levels of a nested one
            sanitize: replace those that identify the host
            default: what to return for those that do not exist
            delimiter: separates the levels instead of the colon
            """)
    public Map<String, Object> item(@Arg(rest = true) List<Object> args, @Arg(rest = true) Map<String, Object> kwargs) {
        Object dflt = kwargs.getOrDefault("default", "");
        String delimiter = PythonText.str(kwargs.getOrDefault("delimiter", ":"));
        Map<String, Object> found = new LinkedHashMap<>();
        for (Object name : args) {
            found.put(String.valueOf(name), Traverse.get(parts.grains(), String.valueOf(name), dflt, delimiter));
        }
        return Boolean.TRUE.equals(kwargs.get("sanitize")) ? sanitized(found) : found;
    }

    @Fn(doc = "Return the names of all grains, sorted.")
    public List<Object> ls() {
        return new ArrayList<>(new TreeSet<>(parts.grains().keySet()));
    }

    @Fn(doc = """
            Return whether a grain has a value; both are compared as texts.

            key: its name; a colon separates the levels of a nested one
            value: the value
            """)
    public boolean equals(String key, Object value) {
        return PythonText.str(value).equals(PythonText.str(Traverse.get(parts.grains(), key, "", ":")));
    }

    @Fn(doc = """
            Set grains in the grains file, and gather all grains anew.

            grains: their names and values
            destructive: remove those whose value is None instead of keeping them without a value
            refresh_pillar: compile the pillar anew, too
            """)
    public Map<String, Object> setvals(
            Map<String, Object> grains,
            @Arg(dflt = "False") boolean destructive,
            @Arg(dflt = "True") boolean refreshPillar) {
        try {
            parts.host()
                    .file()
                    .change(all -> grains.forEach((name, value) -> {
                        if (value == null && destructive) {
                            all.remove(name);
                        } else {
                            all.put(name, value);
                        }
                    }));
        } catch (ConfigException e) {
            throw new FunctionError(String.valueOf(e.getMessage()), e);
        }
        parts.actions().refreshGrains();
        if (refreshPillar) {
            parts.actions().refreshPillar(false);
        }
        return grains;
    }

    @Fn(doc = """
            Set a grain in the grains file, and gather all grains anew.

            key: its name
            val: its value
            destructive: remove it when the value is None
            refresh_pillar: compile the pillar anew, too
            """)
    public Map<String, Object> setval(
            String key,
            @Nullable Object val,
            @Arg(dflt = "False") boolean destructive,
            @Arg(dflt = "True") boolean refreshPillar) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put(key, val);
        return setvals(one, destructive, refreshPillar);
    }

    @Fn(doc = """
            Append a value to a grain that is a list; it becomes one when it does not exist.

            key: its name; a delimiter separates the levels of a nested one
            val: the value, or a list of values
            convert: make a list of a grain that is none
            delimiter: separates the levels instead of the colon
            """)
    public Object append(
            String key,
            @Nullable Object val,
            @Arg(dflt = "False") boolean convert,
            @Arg(dflt = "':'") String delimiter) {
        @Nullable Object now = DictMerge.copy(Traverse.get(parts.grains(), key, new ArrayList<>(), delimiter));
        if (!(now instanceof List<?>) && convert) {
            now = now == null ? new ArrayList<>() : new ArrayList<>(List.of(now));
        }
        if (!(now instanceof List<?> list)) {
            return "The key " + key + " is not a valid list";
        }
        if (list.contains(val)) {
            return "The val " + PythonText.str(val) + " was already in the list " + key;
        }
        List<Object> longer = new ArrayList<>(list);
        if (val instanceof List<?> several) {
            longer.addAll(several);
        } else {
            longer.add(val);
        }
        return setNested(key, longer, delimiter);
    }

    @Fn(doc = """
            Remove a value from a grain that is a list.

            key: its name; a delimiter separates the levels of a nested one
            val: the value
            delimiter: separates the levels instead of the colon
            """)
    public Object remove(String key, @Nullable Object val, @Arg(dflt = "':'") String delimiter) {
        if (!(Traverse.get(parts.grains(), key, new ArrayList<>(), delimiter) instanceof List<?> list)) {
            return "The key " + key + " is not a valid list";
        }
        if (!list.contains(val)) {
            return "The val " + PythonText.str(val) + " was not in the list " + key;
        }
        List<Object> shorter = new ArrayList<>(list);
        shorter.remove(val);
        return setNested(key, shorter, delimiter);
    }

    /** Sets the whole top-level grain, with {@code value} at its place in it. */
    private Map<String, Object> setNested(String path, @Nullable Object value, String delimiter) {
        String key = path;
        @Nullable Object inner = value;
        for (int at = key.lastIndexOf(delimiter); at >= 0; at = key.lastIndexOf(delimiter)) {
            String rest = key.substring(at + delimiter.length());
            key = key.substring(0, at);
            Object outer = DictMerge.copy(Traverse.get(parts.grains(), key, new LinkedHashMap<>(), delimiter));
            Map<Object, Object> map = new LinkedHashMap<>();
            if (outer instanceof Map<?, ?> found) {
                map.putAll(found);
            }
            map.put(rest, inner);
            inner = map;
        }
        return setval(key, inner, false, true);
    }

    @Fn(doc = """
            Remove a grain from the grains file.

            key: its name
            force: remove it even when it is a map or a list
            """)
    public Map<String, Object> delkey(String key, @Arg(dflt = "False") boolean force) {
        return set(key, null, force, true, ":");
    }

    @Fn(doc = """
            Take a grain's value away in the grains file.

            key: its name
            destructive: remove the grain, too
            force: do it even when it is a map or a list
            """)
    public Map<String, Object> delval(
            String key, @Arg(dflt = "False") boolean destructive, @Arg(dflt = "False") boolean force) {
        return set(key, null, force, destructive, ":");
    }

    @Fn(doc = """
            Set a grain in the grains file, also inside of a nested one.

            key: its name; a delimiter separates the levels of a nested one
            val: its value
            force: replace maps and lists, or replace by them
            destructive: remove it when the value is None
            delimiter: separates the levels instead of the colon
            """)
    public Map<String, Object> set(
            String key,
            @Arg(dflt = "''") @Nullable Object val,
            @Arg(dflt = "False") boolean force,
            @Arg(dflt = "False") boolean destructive,
            @Arg(dflt = "':'") String delimiter) {
        Object old = Traverse.get(parts.grains(), key, ABSENT, delimiter);
        boolean complex = val instanceof Map || val instanceof List;
        if (old != ABSENT && Objects.equals(old, val) && !(val == null && destructive)) {
            return result(true, "Grain is already set", Map.of());
        }
        if (old != null && !force && (old instanceof Map || old instanceof List)) {
            return result(
                    false,
                    "The key '" + key + "' exists but is a dict or a list. Use 'force=True' to overwrite.",
                    Map.of());
        }
        if (old != null && old != ABSENT && !force && complex) {
            return result(
                    false,
                    "The key '" + key
                            + "' exists and the given value is a dict or a list. Use 'force=True' to overwrite.",
                    Map.of());
        }
        if (!key.contains(delimiter)) {
            return result(true, "", setval(key, val, destructive, true));
        }
        return result(true, "", setNested(key, val, delimiter));
    }

    private static Map<String, Object> result(boolean result, String comment, Map<String, Object> changes) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("comment", comment);
        all.put("changes", changes);
        all.put("result", result);
        return all;
    }

    @Fn(doc = """
            Choose from a map by the value of a grain.

            lookup_dict: values of the grain (globs allowed) and what to return for them
            grain: name of the grain, or a list of names
            merge: a map to merge over what was chosen
            default: the key to choose when none fits
            base: the key of a map over which the chosen one is merged
            """)
    public @Nullable Object filterBy(
            Map<String, Object> lookupDict,
            @Arg(dflt = "'os_family'") Object grain,
            @Arg(dflt = "None") @Nullable Object merge,
            @Arg(dflt = "'default'", name = "default") String dflt,
            @Arg(dflt = "None") @Nullable String base) {
        return Lookup.filterBy(lookupDict, grain, parts.grains(), merge, dflt, base);
    }
}
