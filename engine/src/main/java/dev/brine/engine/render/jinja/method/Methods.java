package dev.brine.engine.render.jinja.method;

import dev.brine.engine.render.jinja.value.DictView;
import dev.brine.engine.render.jinja.value.Numbers;
import dev.brine.engine.render.jinja.value.PyObject;
import dev.brine.engine.render.jinja.value.PyRange;
import dev.brine.engine.render.jinja.value.Text;
import dev.brine.engine.render.jinja.value.Tuple;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds a method or attribute of a built-in value by name. */
public final class Methods {
    private static final Object ABSENT = PyObject.ABSENT;

    /** What every Python object has behind underscores; the sandbox gives none of it out. */
    private static final Set<String> HIDDEN = Set.of(
            "__class__",
            "__delattr__",
            "__dir__",
            "__doc__",
            "__eq__",
            "__format__",
            "__ge__",
            "__getattribute__",
            "__gt__",
            "__hash__",
            "__init__",
            "__init_subclass__",
            "__le__",
            "__lt__",
            "__ne__",
            "__new__",
            "__reduce__",
            "__reduce_ex__",
            "__repr__",
            "__setattr__",
            "__sizeof__",
            "__str__",
            "__subclasshook__");

    private static final Set<String> HIDDEN_SEQUENCE = Set.of(
            "__add__",
            "__contains__",
            "__getitem__",
            "__iter__",
            "__len__",
            "__mul__",
            "__rmul__",
            "__getnewargs__",
            "__getstate__",
            "__class_getitem__",
            "__mod__",
            "__rmod__");

    private static final Set<String> HIDDEN_CALLABLE = Set.of(
            "__call__",
            "__name__",
            "__qualname__",
            "__module__",
            "__self__",
            "__text_signature__",
            "__code__",
            "__globals__",
            "__closure__",
            "__defaults__",
            "__kwdefaults__",
            "__dict__",
            "__annotations__",
            "__builtins__",
            "__get__");

    private Methods() {}

    /** The attribute {@code name} of a built-in value, or {@link PyObject#ABSENT}. */
    public static @Nullable Object find(@Nullable Object value, String name) {
        if (value instanceof String string) {
            return bound(name, string, StringMethods.find(name));
        } else if (value instanceof Text text) {
            return TextMethods.find(text, name);
        } else if (value instanceof Map<?, ?> map) {
            return bound(name, map, DictMethods.find(name));
        } else if (value instanceof Tuple || value instanceof PyRange) {
            return sequence((List<?>) value, name);
        } else if (value instanceof List<?> list) {
            return bound(name, list, ListMethods.find(name));
        } else if (value instanceof Set<?> set) {
            return bound(name, set, SetMethods.find(name));
        } else if (value instanceof DictView view) {
            return bound(name, view, SetMethods.findForView(name));
        } else if (value != null && Numbers.isNumber(value)) {
            return NumberMethods.find(value, name);
        } else if (value instanceof byte[] bytes) {
            return bound(name, bytes, BytesMethods.find(name));
        } else if (value instanceof LocalDateTime time) {
            return DateTimeMethods.find(time, name);
        }
        return ABSENT;
    }

    private static Object sequence(List<?> value, String name) {
        if (value instanceof PyRange range) {
            switch (name) {
                case "start":
                    return range.start();
                case "stop":
                    return range.stop();
                case "step":
                    return range.step();
                default:
            }
        }
        return bound(name, value, ListMethods.findForTuple(name));
    }

    static <T> Object bound(String name, T self, @Nullable Method<T> method) {
        return method == null ? ABSENT : new BoundMethod<>(name, self, method);
    }

    /** True when Python has such an attribute, so that the sandbox speaks of it as unsafe and not as missing. */
    public static boolean hasHidden(@Nullable Object value, String name) {
        return HIDDEN.contains(name)
                || (HIDDEN_SEQUENCE.contains(name)
                        && (value instanceof String
                                || value instanceof Text
                                || value instanceof java.util.Collection
                                || value instanceof Map))
                || (HIDDEN_CALLABLE.contains(name) && value instanceof dev.brine.engine.render.jinja.value.Callable);
    }
}
