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
import org.jspecify.annotations.Nullable;

/**
 * Functions that can be looked at and not called: what {@code sys} shows of a family that does not run on this host. Immutable.
 */
public final class DescribedFunctions implements FunctionTable {
    private final SortedMap<String, Function> functions = new TreeMap<>();
    private final SortedSet<String> modules = new TreeSet<>();

    private DescribedFunctions() {}

    /** A function that is nothing but its description. */
    public record Described(String name, String doc, List<Parameter> parameters) implements Function {
        @Override
        public @Nullable Object call(List<Object> args, Map<String, Object> kwargs, Call call) {
            throw new FunctionError("'" + name + "' cannot be called here");
        }
    }

    /** What the {@link Fn} methods of classes say, by name of the module. */
    public static DescribedFunctions of(Map<String, ? extends Collection<Class<?>>> types) {
        DescribedFunctions described = new DescribedFunctions();
        types.forEach((module, classes) -> classes.forEach(type -> described.add(module, type)));
        return described;
    }

    /** These functions. */
    public static DescribedFunctions of(Collection<Described> functions) {
        DescribedFunctions described = new DescribedFunctions();
        functions.forEach(described::add);
        return described;
    }

    private void add(String module, Class<?> type) {
        for (Method method : type.getMethods()) {
            for (Fn fn : method.getAnnotationsByType(Fn.class)) {
                add(MethodFunction.described(module, method, fn));
            }
        }
    }

    private void add(Described function) {
        functions.putIfAbsent(function.name(), function);
        modules.add(function.name().substring(0, function.name().indexOf('.')));
    }

    @Override
    public Optional<Function> find(String name) {
        return Optional.ofNullable(functions.get(name));
    }

    @Override
    public SortedSet<String> names() {
        return new TreeSet<>(functions.keySet());
    }

    @Override
    public Set<String> modules() {
        return new TreeSet<>(modules);
    }
}
