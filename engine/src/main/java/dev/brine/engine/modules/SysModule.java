package dev.brine.engine.modules;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.Function;
import dev.brine.engine.call.FunctionTable;
import dev.brine.engine.call.Module;
import dev.brine.engine.call.Parameter;
import dev.brine.engine.data.Glob;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** {@code sys}: what functions there are. */
@Module("sys")
public final class SysModule {

    @Fn(doc = """
            Return the documentation of functions by name.

            args: names of modules or functions, globs allowed; all functions when there is none
            """)
    public Map<String, @Nullable Object> doc(@Arg(rest = true) List<Object> args, Call call) {
        Map<String, @Nullable Object> docs = new TreeMap<>();
        FunctionTable table = call.functions().table();
        if (args.isEmpty()) {
            table.names().forEach(name -> table.find(name).ifPresent(f -> docs.put(name, shown(f))));
        }
        for (Object arg : args) {
            chosen(table, String.valueOf(arg)).forEach(f -> docs.put(f.name(), shown(f)));
        }
        return docs;
    }

    /** Salt 3006: utils/doc.py takes the commonest directives of reStructuredText out; without documentation there is None. */
    private static @Nullable String shown(Function function) {
        String doc = function.doc();
        return doc.isEmpty() ? null : tidy(doc);
    }

    private static String tidy(String doc) {
        return doc.replaceAll(" *\\.\\. code-block:: \\S+\n{1,2}", "")
                .replace(".. note::", "Note:")
                .replace(".. warning::", "Warning:")
                .replace(".. versionadded::", "New in version")
                .replace(".. versionchanged::", "Changed in version");
    }

    /** A name without a dot is a module; a glob goes over all names, so it makes every module. */
    private static List<Function> chosen(FunctionTable table, String wanted) {
        boolean glob = wanted.contains("*") || wanted.contains("?") || wanted.contains("[");
        if (!glob && wanted.contains(".")) {
            return table.find(wanted).stream().toList();
        }
        Glob pattern = Glob.of(glob ? wanted : wanted + ".*");
        return table.names().stream()
                .filter(pattern::test)
                .flatMap(name -> table.find(name).stream())
                .toList();
    }

    @Fn(doc = """
            Return the names of functions.

            args: names of modules, globs allowed; all functions when there is none
            """)
    public List<Object> listFunctions(
            @Arg(rest = true) List<Object> args, @Arg(rest = true) Map<String, Object> kwargs, Call call) {
        FunctionTable table = call.functions().table();
        TreeSet<String> names = new TreeSet<>();
        if (args.isEmpty()) {
            names.addAll(table.names());
        }
        args.forEach(arg -> chosen(table, String.valueOf(arg)).forEach(f -> names.add(f.name())));
        return new ArrayList<>(names);
    }

    @Fn(doc = """
            Return the names of modules.

            args: globs; all modules when there is none
            """)
    public List<Object> listModules(@Arg(rest = true) List<Object> args, Call call) {
        List<Glob> globs =
                args.stream().map(arg -> Glob.of(String.valueOf(arg))).toList();
        List<Object> names = new ArrayList<>();
        for (String module : new TreeSet<>(call.functions().table().modules())) {
            if (globs.isEmpty() || globs.stream().anyMatch(glob -> glob.test(module))) {
                names.add(module);
            }
        }
        return names;
    }

    @Fn(doc = """
            Return what arguments functions take: {function: {args, defaults, varargs, kwargs}}.

            module: a module or function, globs allowed; all functions when it is empty
            """)
    public Map<String, Object> argspec(@Arg(dflt = "''") String module, Call call) {
        FunctionTable table = call.functions().table();
        Map<String, Object> specs = new TreeMap<>();
        chosen(table, module.isEmpty() ? "*" : module).forEach(f -> specs.put(f.name(), spec(f)));
        return specs;
    }

    private static Map<String, Object> spec(Function function) {
        List<Object> names = new ArrayList<>();
        List<Object> defaults = new ArrayList<>();
        boolean rest = false;
        boolean keywords = false;
        for (Parameter parameter : function.parameters()) {
            switch (parameter.kind()) {
                case REST -> rest = true;
                case KEYWORDS -> keywords = true;
                default -> {
                    names.add(parameter.name());
                    if (!parameter.required()) {
                        defaults.add(parameter.dflt());
                    }
                }
            }
        }
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("args", names.isEmpty() ? null : names);
        spec.put("defaults", defaults.isEmpty() ? null : defaults);
        spec.put("varargs", rest ? true : null);
        spec.put("kwargs", keywords ? true : null);
        return spec;
    }

    @Fn(
            doc =
                    "Have the minion load its functions anew. They are part of the program here, so there is nothing to load.")
    public boolean reloadModules() {
        return true;
    }
}
