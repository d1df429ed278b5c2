package dev.brine.engine.modules;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.Module;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code sys}: what execution functions there are. The other families are in {@link SysFamiliesModule}. */
@Module("sys")
public final class SysModule {

    private static FunctionTexts texts(Call call) {
        return new FunctionTexts(call.functions().table());
    }

    @Fn(doc = """
            Return the documentation of functions by name.

            args: names of modules or functions, globs allowed; all functions when there is none
            """)
    public Map<String, @Nullable Object> doc(@Arg(rest = true) List<Object> args, Call call) {
        return texts(call).docs(args);
    }

    @Fn(doc = """
            Return the names of functions.

            args: names of modules, globs allowed; all functions when there is none
            """)
    public List<Object> listFunctions(
            @Arg(rest = true) List<Object> args, @Arg(rest = true) Map<String, Object> kwargs, Call call) {
        return texts(call).functions(args);
    }

    @Fn(doc = """
            Return the names of modules.

            args: globs; all modules when there is none
            """)
    public List<Object> listModules(@Arg(rest = true) List<Object> args, Call call) {
        return texts(call).modules(args);
    }

    @Fn(doc = """
            Return what arguments functions take: {function: {args, defaults, varargs, kwargs}}.

            module: a module or function, globs allowed; all functions when it is empty
            """)
    public Map<String, Object> argspec(@Arg(dflt = "''") String module, Call call) {
        return texts(call).argspecs(module);
    }

    @Fn(
            doc =
                    "Have the minion load its functions anew. They are part of the program here, so there is nothing to load.")
    public @Nullable Object reloadModules() {
        return null;
    }
}
