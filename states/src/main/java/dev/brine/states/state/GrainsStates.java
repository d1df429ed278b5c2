package dev.brine.states.state;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.Module;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code grains}: grains of this host's own making. The grains execution module keeps them. */
@Module("grains")
public final class GrainsStates {
    private final StateContext context;

    GrainsStates(StateContext context) {
        this.context = context;
    }

    @Fn(doc = """
            Check that a grain is there.

            name: the grain, levels separated by colons
            """)
    public Map<String, Object> exists(String name, @Arg(dflt = "':'") String delimiter) {
        return grain(path(name, delimiter)) == null
                ? Result.failed(path(name, delimiter), "Grain does not exist")
                : Result.same(path(name, delimiter), "Grain exists");
    }

    @Fn(doc = """
            Make sure that a grain has a value.

            name: the grain, levels separated by colons
            value: the value
            force: also over a value of another kind
            """)
    public Map<String, Object> present(
            String name, Object value, @Arg(dflt = "':'") String delimiter, @Arg(dflt = "False") boolean force) {
        String path = path(name, delimiter);
        Object now = grain(path);
        if (value.equals(now)) {
            return Result.same(path, "Grain is already set");
        }
        if (context.test()) {
            return now == null
                    ? Result.would(path, Map.of("new", path), "Grain " + path + " is set to be added")
                    : Result.would(
                            path, Map.of("changed", Map.of(path, value)), "Grain " + path + " is set to be changed");
        }
        Map<String, Object> result = set(path, value, Map.of("force", force));
        if (Boolean.TRUE.equals(result.get("result")) && FileTools.changed(result)) {
            result.put("comment", "Set grain " + path + " to " + Args.python(value));
        }
        return result;
    }

    @Fn(doc = """
            Make sure that a grain is gone, or (without destructive) has no value.

            name: the grain, levels separated by colons
            destructive: remove it
            force: also when its value is a list or a map
            """)
    public Map<String, Object> absent(
            String name,
            @Arg(dflt = "False") boolean destructive,
            @Arg(dflt = "':'") String delimiter,
            @Arg(dflt = "False") boolean force) {
        String path = path(name, delimiter);
        Map<String, Object> changes = new LinkedHashMap<>();
        boolean there = grain(path) != null;
        if (destructive) {
            changes.put("deleted", path);
        } else if (there) {
            changes.put("grain", path);
            changes.put("value", null);
        }
        if (!there && !known(path)) {
            return Result.same(path, "Grain " + path + " does not exist");
        }
        if (context.test()) {
            String comment = destructive
                    ? "Grain " + path + " is set to be deleted"
                    : there ? "Value for grain " + path + " is set to be deleted (None)" : "";
            return Result.would(path, changes, comment);
        }
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("destructive", destructive);
        options.put("force", force);
        Map<String, Object> result = set(path, null, options);
        if (Boolean.TRUE.equals(result.get("result")) && !changes.isEmpty()) {
            result.put("changes", changes);
            result.put(
                    "comment",
                    destructive ? "Grain " + path + " was deleted" : "Value for grain " + path + " was set to None");
        }
        return result;
    }

    @Fn(doc = """
            Make sure that a list grain holds a value.

            name: the grain, levels separated by colons
            value: one value or a list of them
            """)
    public Map<String, Object> listPresent(String name, Object value, @Arg(dflt = "':'") String delimiter) {
        String path = path(name, delimiter);
        Object now = grain(path);
        if (Args.truth(now) && !(now instanceof List)) {
            return Result.failed(path, "Grain " + path + " is not a valid list");
        }
        String shown = Args.python(value);
        List<Object> values = Args.list(value);
        if (Args.truth(now) && Args.list(now).containsAll(values)) {
            return Result.same(path, "Value " + shown + " is already in grain " + path);
        }
        Map<String, Object> changes = new LinkedHashMap<>();
        if (context.test()) {
            changes.put("new", now == null ? "" : now);
            return Result.would(
                    path,
                    changes,
                    Args.truth(now)
                            ? "Value " + shown + " is set to be appended to grain " + path
                            : "Grain " + path + " is set to be added");
        }
        Object made = context.call("grains.append", List.of(path, value), Map.of());
        if (!Args.list(grain(path)).containsAll(values)) {
            return Result.failed(path, "Failed append value " + shown + " to grain " + path);
        }
        changes.put("new", made);
        return Result.changed(path, changes, "Append value " + shown + " to grain " + path);
    }

    @Fn(doc = """
            Make sure that a list grain does not hold a value.

            name: the grain, levels separated by colons
            value: one value or a list of them
            """)
    public Map<String, Object> listAbsent(String name, Object value, @Arg(dflt = "':'") String delimiter) {
        String path = path(name, delimiter);
        Object now = grain(path);
        if (!Args.truth(now)) {
            return Result.same(path, "Grain " + path + " does not exist");
        }
        if (!(now instanceof List<?> items)) {
            return Result.failed(path, "Grain " + path + " is not a valid list");
        }
        List<String> comments = new ArrayList<>();
        List<Object> deleted = new ArrayList<>();
        for (Object each : Args.list(value)) {
            if (!items.contains(each)) {
                comments.add("Value " + Args.python(each) + " is absent from grain " + path);
            } else {
                deleted.add(each);
                if (context.test()) {
                    comments.add("Value " + Args.python(each) + " in grain " + path + " is set to be deleted");
                } else {
                    context.call("grains.remove", List.of(path, each), Map.of());
                    comments.add("Value " + Args.python(each) + " was deleted from grain " + path);
                }
            }
        }
        Boolean outcome = (context.test() && !deleted.isEmpty()) ? null : Boolean.TRUE;
        return Result.of(
                path, outcome, deleted.isEmpty() ? Map.of() : Map.of("deleted", deleted), String.join("\n", comments));
    }

    @Fn(doc = """
            Add a value to a list grain that is there.

            name: the grain, levels separated by colons
            value: the value
            convert: make a list of a grain that is none
            """)
    public Map<String, Object> append(
            String name, Object value, @Arg(dflt = "False") boolean convert, @Arg(dflt = "':'") String delimiter) {
        String path = path(name, delimiter);
        Object now = grain(path);
        if (!Args.truth(now) && !context.grains().containsKey(path)) {
            return Result.failed(path, "Grain " + path + " does not exist");
        }
        String shown = Args.python(value);
        Map<String, Object> changes = Map.of("added", value);
        if (now instanceof List<?> items) {
            if (items.contains(value)) {
                return Result.same(path, "Value " + shown + " is already in the list for grain " + path);
            }
            if (context.test()) {
                return Result.would(path, changes, "Value " + shown + " in grain " + path + " is set to be added");
            }
            context.call("grains.append", List.of(path, value), Map.of());
            return Result.changed(path, changes, "Value " + shown + " was added to grain " + path);
        }
        if (!convert) {
            return Result.failed(path, "Grain " + path + " is not a valid list");
        }
        if (context.test()) {
            return Result.would(
                    path,
                    changes,
                    "Grain " + path + " is set to be converted to list and value " + shown + " will be added");
        }
        List<Object> list = Args.list(now);
        list.add(value);
        context.call("grains.setval", List.of(path, list), Map.of());
        return Result.changed(path, changes, "Value " + shown + " was added to grain " + path);
    }

    private @Nullable Object grain(String path) {
        return Lookup.traverse(context.grains(), path, ":");
    }

    private boolean known(String path) {
        return context.grains().containsKey(path);
    }

    private Map<String, Object> set(String path, @Nullable Object value, Map<String, Object> options) {
        Map<String, Object> kwargs = new LinkedHashMap<>(options);
        kwargs.put("val", value);
        Map<String, Object> result = Result.same(path, "");
        if (context.call("grains.set", List.of(path), kwargs) instanceof Map<?, ?> answer) {
            answer.forEach((key, part) -> result.put(String.valueOf(key), part));
        }
        result.put("name", path);
        return result;
    }

    private static String path(String name, String delimiter) {
        return name.replace(delimiter, ":");
    }
}
