package dev.brine.engine.modules;

import dev.brine.engine.call.Call;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.FunctionTable;
import dev.brine.engine.call.Invoker;
import dev.brine.engine.config.ExtensionConfig;
import dev.brine.engine.config.MinionOpts;
import dev.brine.engine.plugin.CustomKind;
import dev.brine.engine.plugin.Dunders;
import dev.brine.engine.python.PythonCode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Functions with the modules that lie in {@code _modules} of one environment's file roots on this host, without synchronising them. */
final class EnvironmentModules {
    private final ModuleParts parts;

    EnvironmentModules(ModuleParts parts) {
        this.parts = parts;
    }

    @Nullable
    Object call(String saltenv, String fun, List<Object> args, Map<String, Object> kwargs, Call call) {
        List<Path> roots = parts.minion().config().files().fileRoots().get(saltenv);
        if (roots == null) {
            throw new FunctionError("no environment '" + saltenv + "' in the file_roots of this minion; there are: "
                    + parts.minion().config().files().fileRoots().keySet());
        }
        FunctionTable known = call.functions().table();
        if (known.find(fun).isPresent()) {
            return call.functions().value(args, kwargs, call.nested(fun));
        }
        ExtensionConfig config = parts.minion()
                .config()
                .extensions()
                .with(
                        "module_dirs",
                        roots.stream().map(root -> root.resolve("_modules")).toList());
        Dunders dunders = Dunders.host(
                () -> MinionOpts.of(parts.minion().config(), parts.id()),
                parts::grains,
                parts::pillar,
                call::functions);
        try (PythonCode code = new PythonCode(config)) {
            Invoker invoker = new Invoker(code.functions(CustomKind.MODULES, known, dunders));
            return invoker.value(args, kwargs, call.nested(fun));
        }
    }
}
