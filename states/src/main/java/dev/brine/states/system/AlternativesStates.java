package dev.brine.states.system;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.Module;
import dev.brine.states.state.Args;
import dev.brine.states.state.Result;
import dev.brine.states.state.StateContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code alternatives}: which program a common name is to stand for. */
@Module("alternatives")
public final class AlternativesStates {
    private final StateContext context;

    public AlternativesStates(StateContext context) {
        this.context = context;
    }

    private @Nullable Object ask(String function, Object... arguments) {
        return context.call("alternatives." + function, new ArrayList<>(Arrays.asList(arguments)), Map.of());
    }

    private boolean is(String function, Object... arguments) {
        return Args.truth(ask(function, arguments));
    }

    @Fn(doc = """
            Make sure that a path is one of the alternatives for a name.

            name: the name
            link: the link that it is about
            path: the alternative
            priority: the highest is taken by itself
            """)
    public Map<String, Object> install(
            String name, String link, String path, Object priority, @Arg(rest = true) Map<String, Object> kwargs) {
        Map<String, Object> wanted = new LinkedHashMap<>();
        wanted.put("name", name);
        wanted.put("link", link);
        wanted.put("path", path);
        wanted.put("priority", priority);
        Map<String, Object> result;
        if (is("check_exists", name, path)) {
            result = Result.same(name, "Alternative " + path + " for " + name + " is already registered");
        } else if (context.test()) {
            result = Result.would(
                    name,
                    Map.of(),
                    "Alternative will be set for " + name + " to " + path + " with priority " + priority);
        } else {
            Object said = ask("install", name, link, path, priority);
            if (!is("check_exists", name, path)) {
                result = Result.failed(name, "Alternative for " + name + " not installed: " + Args.python(said));
            } else {
                result = Result.changed(
                        name,
                        wanted,
                        is("check_installed", name, path)
                                ? "Alternative for " + name + " set to path " + path + " with priority " + priority
                                : "Alternative " + path + " for " + name + " registered with priority " + priority
                                        + " and not set to default");
            }
        }
        result.putAll(wanted);
        return result;
    }

    @Fn(doc = """
            Make sure that a path is none of the alternatives for a name.

            name: the name
            path: the alternative
            """)
    public Map<String, Object> remove(String name, String path, @Arg(rest = true) Map<String, Object> kwargs) {
        return with(path, removed(name, path));
    }

    private Map<String, Object> removed(String name, String path) {
        if (!is("check_exists", name, path)) {
            Object current = ask("show_current", name);
            return Args.truth(current)
                    ? Result.same(
                            name, "Alternative for " + name + " is set to it's default path " + Args.python(current))
                    : Result.failed(name, "Alternative for " + name + " doesn't exist");
        }
        if (context.test()) {
            return Result.would(name, Map.of(), "Alternative for " + name + " will be removed");
        }
        ask("remove", name, path);
        Object current = ask("show_current", name);
        return current != null && Args.truth(current)
                ? Result.changed(
                        name,
                        Map.of("path", current),
                        "Alternative for " + name + " removed. Falling back to path " + Args.python(current))
                : Result.same(name, "Alternative for " + name + " removed");
    }

    @Fn(doc = """
            Let the system choose an alternative by priority.

            name: the name
            """)
    public Map<String, Object> auto(String name, @Arg(rest = true) Map<String, Object> kwargs) {
        if (Args.python(ask("display", name)).lines().findFirst().orElse("").endsWith(" auto mode")) {
            return Result.same(name, name + " already in auto mode");
        }
        if (context.test()) {
            return Result.would(name, Map.of(), name + " will be put in auto mode");
        }
        Map<String, Object> changes = new LinkedHashMap<>();
        changes.put("result", ask("auto", name));
        return Result.changed(name, changes, "");
    }

    @Fn(name = "set", doc = """
            Make sure that a name stands for one of its alternatives.

            name: the name
            path: the alternative
            """)
    public Map<String, Object> set(String name, String path, @Arg(rest = true) Map<String, Object> kwargs) {
        return with(path, chosen(name, path));
    }

    private Map<String, Object> chosen(String name, String path) {
        if (path.equals(ask("show_current", name))) {
            return Result.same(name, "Alternative for " + name + " already set to " + path);
        }
        if (Args.python(ask("display", name)).lines().noneMatch(line -> line.startsWith(path))) {
            return Result.failed(name, "Alternative " + path + " for " + name + " doesn't exist");
        }
        if (context.test()) {
            return Result.would(name, Map.of(), "Alternative for " + name + " will be set to path " + path);
        }
        ask("set", name, path);
        return path.equals(ask("show_current", name))
                ? Result.changed(name, Map.of("path", path), "Alternative for " + name + " set to path " + path)
                : Result.same(name, "Alternative for " + name + " not updated");
    }

    private static Map<String, Object> with(String path, Map<String, Object> result) {
        result.put("path", path);
        return result;
    }
}
