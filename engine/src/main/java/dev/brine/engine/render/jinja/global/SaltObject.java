package dev.brine.engine.render.jinja.global;

import dev.brine.engine.render.jinja.taint.Tainted;
import dev.brine.engine.render.jinja.value.Arguments;
import dev.brine.engine.render.jinja.value.Callable;
import dev.brine.engine.render.jinja.value.EvalContext;
import dev.brine.engine.render.jinja.value.PyError;
import dev.brine.engine.render.jinja.value.PyObject;
import dev.brine.engine.render.jinja.value.Taint;
import dev.brine.engine.render.jinja.value.Undefined;
import dev.brine.engine.render.jinja.value.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code salt}: functions as {@code salt['test.ping']()} and {@code salt.test.ping()}. */
public final class SaltObject implements PyObject {

    /** Where the functions are. */
    public interface Source {
        boolean has(String name);

        boolean hasModule(String module);

        @Nullable
        Object call(String name, List<@Nullable Object> args, Map<String, @Nullable Object> kwargs);
    }

    private final Source source;

    public SaltObject(Source source) {
        this.source = source;
    }

    @Override
    public @Nullable Object item(@Nullable Object key) {
        if (!Values.isString(key)) {
            return ABSENT;
        }
        String origin = Taint.origin(key);
        if (origin != null) {
            throw PyError.security("the name of a function must not come from the event (" + origin + ")");
        }
        String name = Values.text(key);
        return source.has(name) ? new SaltFunction(source, name) : ABSENT;
    }

    @Override
    public @Nullable Object attribute(String name) {
        return name.indexOf('.') < 0 && source.hasModule(name) ? new SaltModule(source, name) : ABSENT;
    }

    @Override
    public boolean contains(EvalContext context, @Nullable Object wanted) {
        return Values.isString(wanted) && source.has(Values.text(wanted));
    }

    @Override
    public String typeName() {
        return "AliasedLoader";
    }

    @Override
    public String qualifiedName() {
        return "salt.utils.templates.AliasedLoader";
    }

    /** {@code salt.test}. */
    private record SaltModule(Source source, String name) implements PyObject {
        @Override
        public @Nullable Object attribute(String function) {
            String full = name + "." + function;
            return source.has(full) ? new SaltFunction(source, full) : ABSENT;
        }

        @Override
        public @Nullable Object item(@Nullable Object key) {
            return Values.isString(key) ? attribute(Values.text(key)) : ABSENT;
        }

        @Override
        public String typeName() {
            return "LoadedMod";
        }

        @Override
        public String qualifiedName() {
            return "salt.loader.lazy.LoadedMod";
        }
    }

    /** {@code salt.test.ping}: gives plain values to the function; what comes back for event text is event text. */
    private record SaltFunction(Source source, String name) implements Callable, PyObject {
        @Override
        public @Nullable Object call(EvalContext context, Arguments arguments) {
            List<@Nullable Object> args = new ArrayList<>();
            String origin = null;
            for (Object argument : arguments.positional()) {
                origin = origin == null ? Taint.origin(argument) : origin;
                args.add(plain(argument));
            }
            Map<String, @Nullable Object> kwargs = new LinkedHashMap<>();
            for (Map.Entry<String, @Nullable Object> argument :
                    arguments.keyword().entrySet()) {
                origin = origin == null ? Taint.origin(argument.getValue()) : origin;
                kwargs.put(argument.getKey(), plain(argument.getValue()));
            }
            Object result = source.call(name, args, kwargs);
            return origin == null ? result : Tainted.view(result, origin);
        }

        private static @Nullable Object plain(@Nullable Object argument) {
            return argument instanceof Undefined ? argument : Values.plain(argument);
        }

        @Override
        public String typeName() {
            return "LoadedFunc";
        }

        @Override
        public String qualifiedName() {
            return "salt.loader.lazy.LoadedFunc";
        }

        @Override
        public String repr() {
            return "<LoadedFunc name='" + name + "'>";
        }
    }
}
