package dev.brine.engine.modules;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.Module;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** {@code sys}: what states, runners, returners and renderers there are. */
@Module("sys")
public final class SysFamiliesModule {
    private final SysFamilies families;

    SysFamiliesModule(SysFamilies families) {
        this.families = families;
    }

    private FunctionTexts states() {
        return new FunctionTexts(families.states().get());
    }

    private FunctionTexts runners() {
        return new FunctionTexts(families.runners().get());
    }

    private FunctionTexts returners() {
        return new FunctionTexts(families.returners().get());
    }

    @Fn(doc = """
            Return the names of state modules.

            args: globs; all of them when there is none
            """)
    public List<Object> listStateModules(@Arg(rest = true) List<Object> args) {
        return states().modules(args);
    }

    @Fn(doc = """
            Return the names of state functions.

            args: names of modules, globs allowed; all functions when there is none
            """)
    public List<Object> listStateFunctions(
            @Arg(rest = true) List<Object> args, @Arg(rest = true) Map<String, Object> kwargs) {
        return states().functions(args);
    }

    @Fn(doc = """
            Return the documentation of state functions by name.

            args: names of modules or functions, globs allowed; all functions when there is none
            """)
    public Map<String, @Nullable Object> stateDoc(@Arg(rest = true) List<Object> args) {
        return states().docs(args);
    }

    @Fn(doc = """
            Return what arguments state functions take: {function: {args, defaults, varargs, kwargs}}.

            module: a module or function, globs allowed; all functions when it is empty
            """)
    public Map<String, Object> stateArgspec(@Arg(dflt = "''") String module) {
        return states().argspecs(module);
    }

    @Fn(doc = """
            Return the names of runners.

            args: globs; all of them when there is none
            """)
    public List<Object> listRunners(@Arg(rest = true) List<Object> args) {
        return runners().modules(args);
    }

    @Fn(doc = """
            Return the names of runner functions.

            args: names of modules, globs allowed; all functions when there is none
            """)
    public List<Object> listRunnerFunctions(
            @Arg(rest = true) List<Object> args, @Arg(rest = true) Map<String, Object> kwargs) {
        return runners().functions(args);
    }

    @Fn(doc = """
            Return the documentation of runner functions by name.

            args: names of modules or functions, globs allowed; all functions when there is none
            """)
    public Map<String, @Nullable Object> runnerDoc(@Arg(rest = true) List<Object> args) {
        return runners().docs(args);
    }

    @Fn(doc = """
            Return what arguments runner functions take: {function: {args, defaults, varargs, kwargs}}.

            module: a module or function, globs allowed; all functions when it is empty
            """)
    public Map<String, Object> runnerArgspec(@Arg(dflt = "''") String module) {
        return runners().argspecs(module);
    }

    @Fn(doc = """
            Return the names of returners.

            args: globs; all of them when there is none
            """)
    public List<Object> listReturners(@Arg(rest = true) List<Object> args) {
        return returners().modules(args);
    }

    @Fn(doc = """
            Return the names of returner functions.

            args: names of modules, globs allowed; all functions when there is none
            """)
    public List<Object> listReturnerFunctions(
            @Arg(rest = true) List<Object> args, @Arg(rest = true) Map<String, Object> kwargs) {
        return returners().functions(args);
    }

    @Fn(doc = """
            Return the documentation of returner functions by name.

            args: names of modules or functions, globs allowed; all functions when there is none
            """)
    public Map<String, @Nullable Object> returnerDoc(@Arg(rest = true) List<Object> args) {
        return returners().docs(args);
    }

    @Fn(doc = """
            Return what arguments returner functions take: {function: {args, defaults, varargs, kwargs}}.

            module: a module or function, globs allowed; all functions when it is empty
            """)
    public Map<String, Object> returnerArgspec(@Arg(dflt = "''") String module) {
        return returners().argspecs(module);
    }

    @Fn(doc = """
            Return JSON schemas of state functions.

            module: a module or function, globs allowed; all functions when it is empty
            """)
    public List<Object> stateSchema(@Arg(dflt = "''") String module) {
        return states().schemas(module);
    }

    @Fn(doc = """
            Return the names of renderers.

            args: globs; all of them when there is none
            """)
    public List<Object> listRenderers(@Arg(rest = true) List<Object> args) {
        return FunctionTexts.list(families.renderers().get().keySet(), args, name -> name);
    }

    @Fn(doc = """
            Say what renderers do, by name.

            args: names, globs allowed; all of them when there is none
            """)
    public Map<String, @Nullable Object> rendererDoc(@Arg(rest = true) List<Object> args) {
        Map<String, String> all = new TreeMap<>(families.renderers().get());
        Map<String, @Nullable Object> docs = new LinkedHashMap<>();
        FunctionTexts.list(all.keySet(), args, name -> name)
                .forEach(name -> docs.put(String.valueOf(name), FunctionTexts.shown(all.getOrDefault(name, ""))));
        return docs;
    }
}
