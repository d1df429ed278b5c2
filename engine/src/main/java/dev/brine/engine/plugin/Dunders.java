package dev.brine.engine.plugin;

import dev.brine.engine.call.Call;
import dev.brine.engine.call.Function;
import dev.brine.engine.call.Invoker;
import dev.brine.engine.call.Outcome;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a custom function sees of its surroundings: the names with two underscores on either side.
 *
 * <p>Suppliers are asked while a function runs, on the thread that called it.
 *
 * @param opts {@code __opts__}
 * @param maps by name, fetched when a function first looks at them: {@code __grains__}, {@code __pillar__}
 * @param constants by name, handed over with each call: {@code __env__}, {@code __low__}
 * @param families functions by name: {@code __salt__}
 */
public record Dunders(
        Supplier<Map<String, Object>> opts,
        Map<String, Supplier<Map<String, Object>>> maps,
        Supplier<Map<String, Object>> constants,
        Map<String, Family> families) {

    /** Functions that a custom function can call. */
    public interface Family {

        /** The kind of custom module that belongs to the family; null when it must be asked for each function. */
        @Nullable
        CustomKind kind();

        boolean has(String name);

        /** The function, where it is more than a name; empty also when there is none. */
        Optional<Function> find(String name);

        Collection<String> names();

        /** Runs a function as a part of {@code call}. */
        Outcome call(String name, List<Object> args, Map<String, Object> kwargs, Call call);

        /** The functions behind an invoker, custom ones of that kind among them. */
        static Family of(CustomKind kind, Supplier<Invoker> invoker) {
            return new Family() {
                @Override
                public CustomKind kind() {
                    return kind;
                }

                @Override
                public boolean has(String name) {
                    return find(name).isPresent();
                }

                @Override
                public Optional<Function> find(String name) {
                    return invoker.get().table().find(name);
                }

                @Override
                public Collection<String> names() {
                    return invoker.get().table().names();
                }

                @Override
                public Outcome call(String name, List<Object> args, Map<String, Object> kwargs, Call call) {
                    return invoker.get().invoke(args, kwargs, call.nested(name));
                }
            };
        }
    }

    /** What execution modules see. */
    public static Dunders host(
            Supplier<Map<String, Object>> opts,
            Supplier<Map<String, Object>> grains,
            Supplier<Map<String, Object>> pillar,
            Supplier<Invoker> functions) {
        return new Dunders(
                opts,
                Map.of("__grains__", grains, "__pillar__", pillar),
                Map::of,
                Map.of("__salt__", Family.of(CustomKind.MODULES, functions)));
    }
}
