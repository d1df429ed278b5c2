package dev.brine.engine.python;

import dev.brine.engine.call.Function;
import dev.brine.engine.call.FunctionTable;
import dev.brine.engine.plugin.CustomKind;
import dev.brine.engine.plugin.Dunders;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Built-in functions with users' own laid over them.
 *
 * <p>Salt 3006: a module whose file bears the name hides the built-in one; a module that only calls itself so, by {@code
 * __virtualname__}, adds functions. So a built-in function is found without asking Python. Where Python does not work, the
 * built-in functions are there as if nothing had been laid over them.
 */
record Overlay(Python python, CustomKind kind, Modules custom, FunctionTable builtIn, Dunders dunders)
        implements FunctionTable {

    @Override
    public Optional<Function> find(String name) {
        if (isHidden(module(name))) {
            return own(name);
        }
        Optional<Function> known = builtIn.find(name);
        return known.isPresent() ? known : own(name);
    }

    @Override
    public String missing(String name) {
        String module = module(name);
        if (!custom.names().contains(module)) {
            return builtIn.missing(name);
        }
        @Nullable String reason = custom.missing(module, dunders);
        if (reason == null) {
            return FunctionTable.super.missing(name);
        }
        return "'" + module + "' __virtual__ returned False" + (reason.isEmpty() ? "" : ": " + reason);
    }

    @Override
    public SortedSet<String> names() {
        SortedSet<String> all = new TreeSet<>(builtIn.names());
        all.removeIf(name -> isHidden(module(name)));
        all.addAll(custom.functions(dunders).keySet());
        return all;
    }

    @Override
    public Set<String> modules() {
        SortedSet<String> all = new TreeSet<>(builtIn.modules());
        all.removeIf(this::isHidden);
        custom.functions(dunders).keySet().forEach(name -> all.add(module(name)));
        return all;
    }

    private boolean isHidden(String module) {
        return custom.names().contains(module) && (!builtIn.modules().contains(module) || custom.works(dunders));
    }

    private Optional<Function> own(String name) {
        return Optional.ofNullable(custom.functions(dunders).get(name))
                .map(found -> new PythonFunction(
                        python, dunders, kind, found.place(), name, found.doc(), found.parameters(), found.out()));
    }

    private static String module(String name) {
        return name.substring(0, Math.max(0, name.indexOf('.')));
    }
}
