package dev.brine.engine.call;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A function that is a public method marked {@link Fn}. */
final class MethodFunction implements Function {
    private final String name;
    private final String doc;
    private final MethodHandle handle;
    private final ArgumentBinder binder;

    private MethodFunction(String name, String doc, MethodHandle handle, ArgumentBinder binder) {
        this.name = name;
        this.doc = doc;
        this.handle = handle;
        this.binder = binder;
    }

    static MethodFunction of(String name, Object target, Method method, Fn fn) {
        List<ArgumentBinder.Slot> slots = slots(method);
        try {
            MethodHandle handle = MethodHandles.publicLookup()
                    .unreflect(method)
                    .bindTo(target)
                    .asSpreader(Object[].class, slots.size());
            return new MethodFunction(
                    name, shown(fn.doc()), handle, new ArgumentBinder(name.substring(name.indexOf('.') + 1), slots));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(name + ": its class and method must be public", e);
        }
    }

    /** The same function where there is nothing to call it on. */
    static DescribedFunctions.Described described(String module, Method method, Fn fn) {
        String function = named(method, fn);
        return new DescribedFunctions.Described(
                module + "." + function, shown(fn.doc()), new ArgumentBinder(function, slots(method)).parameters());
    }

    /** What users call the method. */
    static String named(Method method, Fn fn) {
        return fn.name().isEmpty() ? snake(method.getName()) : fn.name();
    }

    /** Documentation in the shape that Python modules give it, so that lists of both look alike. */
    private static String shown(String doc) {
        return doc.isBlank() ? "" : "\n" + doc.strip().indent(4).replaceAll("(?m)^ +$", "") + "    ";
    }

    private static List<ArgumentBinder.Slot> slots(Method method) {
        List<ArgumentBinder.Slot> slots = new ArrayList<>();
        for (java.lang.reflect.Parameter p : method.getParameters()) {
            slots.add(ArgumentBinder.Slot.of(p, snake(p.getName())));
        }
        return slots;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String doc() {
        return doc;
    }

    @Override
    public List<Parameter> parameters() {
        return binder.parameters();
    }

    @Override
    public @Nullable Object call(List<Object> args, Map<String, Object> kwargs, Call call) throws Exception {
        @Nullable Object[] bound = binder.bind(args, kwargs, call);
        try {
            return handle.invoke(bound);
        } catch (Exception | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    static String snake(String camel) {
        return camel.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }
}
