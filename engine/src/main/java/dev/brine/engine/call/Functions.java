package dev.brine.engine.call;

import java.lang.reflect.Method;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The functions of the modules in one {@link Catalog}.
 *
 * <p>A module is made, and its {@link Fn} methods are read, when one of its functions is first looked for.
 */
public final class Functions implements FunctionTable {
    private static final Logger log = LoggerFactory.getLogger(Functions.class);

    private final Catalog catalog;
    private final Map<String, Loaded> loaded = new ConcurrentHashMap<>();

    public Functions(Catalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public Optional<Function> find(String name) {
        int dot = name.indexOf('.');
        if (dot <= 0) {
            return Optional.empty();
        }
        return Optional.ofNullable(module(name.substring(0, dot)).functions.get(name));
    }

    @Override
    public String missing(String name) {
        int dot = name.indexOf('.');
        String module = dot <= 0 ? name : name.substring(0, dot);
        String reason = module(module).reason;
        // Salt 3006: loader/lazy.py missing_fun_string
        return reason.isEmpty()
                ? FunctionTable.super.missing(name)
                : "'" + module + "' __virtual__ returned False: " + reason;
    }

    @Override
    public SortedSet<String> names() {
        SortedSet<String> names = new TreeSet<>();
        for (String module : catalog.modules()) {
            names.addAll(module(module).functions.keySet());
        }
        return names;
    }

    @Override
    public Set<String> modules() {
        return catalog.modules();
    }

    private Loaded module(String module) {
        return catalog.modules().contains(module) ? loaded.computeIfAbsent(module, this::load) : Loaded.NOTHING;
    }

    private Loaded load(String module) {
        Object object;
        try {
            object = catalog.create(module);
        } catch (Catalog.Unavailable e) {
            return new Loaded(new TreeMap<>(), String.valueOf(e.getMessage()));
        } catch (RuntimeException | LinkageError e) {
            // a module that cannot be made must not take the other functions, or the job that asked, with it
            log.error("the module {} cannot be made", module, e);
            return new Loaded(new TreeMap<>(), e.toString());
        }
        if (object == null) {
            return Loaded.NOTHING;
        }
        SortedMap<String, Function> functions = new TreeMap<>();
        for (Object part : object instanceof Collection<?> parts ? parts : List.of(object)) {
            for (Method method : part.getClass().getMethods()) {
                for (Fn fn : method.getAnnotationsByType(Fn.class)) {
                    String name = module + "." + MethodFunction.named(method, fn);
                    functions.put(name, MethodFunction.of(name, part, method, fn));
                }
            }
        }
        return new Loaded(functions, "");
    }

    private record Loaded(SortedMap<String, Function> functions, String reason) {
        static final Loaded NOTHING = new Loaded(new TreeMap<>(), "");
    }
}
