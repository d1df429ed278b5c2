package dev.brine.engine.render.jinja.value;

import java.math.BigInteger;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What any template value is, prints and contains, in Python's rules. */
public final class Values {
    private Values() {}

    /** A str: String or {@link Text}. */
    public static boolean isString(@Nullable Object value) {
        return value instanceof String || value instanceof Text;
    }

    /** The value without taint and Markup: a Text becomes its String, all else stays. */
    public static @Nullable Object bare(@Nullable Object value) {
        return value instanceof Text ? value.toString() : value;
    }

    /** A list, tuple or range. */
    public static boolean isSequence(@Nullable Object value) {
        return value instanceof List;
    }

    /** {@code type(value).__name__}. */
    public static String typeName(@Nullable Object value) {
        if (value == null) {
            return "NoneType";
        } else if (value instanceof String) {
            return "str";
        } else if (value instanceof Text text) {
            return text.isMarkup() ? "Markup" : "str";
        } else if (value instanceof Boolean) {
            return "bool";
        } else if (value instanceof Number) {
            return Numbers.isFloat(value) ? "float" : "int";
        } else if (value instanceof byte[]) {
            return "bytes";
        } else if (value instanceof Tuple tuple) {
            return tuple.fields().isEmpty() ? "tuple" : "_GroupTuple";
        } else if (value instanceof PyRange) {
            return "range";
        } else if (value instanceof DictView view) {
            return view.part().typeName();
        } else if (value instanceof Set) {
            return "set";
        } else if (value instanceof List) {
            return "list";
        } else if (value instanceof Map) {
            return value instanceof NamedDict ? "NamespacedDictWrapper" : "dict";
        } else if (value instanceof Undefined undefined) {
            return undefined.lenient() ? "Undefined" : "StrictUndefined";
        } else if (value instanceof PyObject object) {
            return object.typeName();
        } else if (value instanceof PyIterator iterator) {
            return iterator.typeName();
        } else if (value instanceof LocalDateTime) {
            return "datetime.datetime";
        }
        return "function";
    }

    /** Jinja's {@code object_type_repr}: {@code dict object}, {@code None}. */
    static String objectTypeRepr(@Nullable Object value) {
        if (value == null) {
            return "None";
        }
        String name = typeName(value);
        if (value instanceof PyObject object) {
            name = object.qualifiedName();
        } else if (value instanceof Text text && text.isMarkup()) {
            name = "markupsafe.Markup";
        } else if (value instanceof NamedDict) {
            name = "salt.utils.context.NamespacedDictWrapper";
        }
        return name + " object";
    }

    /** {@code bool(value)}. */
    public static boolean truth(@Nullable Object value) {
        if (value instanceof Boolean b) {
            return b;
        } else if (value == null) {
            return false;
        } else if (value instanceof String s) {
            return !s.isEmpty();
        } else if (value instanceof Collection<?> c) {
            return !c.isEmpty();
        } else if (value instanceof Map<?, ?> m) {
            return !m.isEmpty();
        } else if (value instanceof Text text) {
            return text.length() > 0;
        } else if (value instanceof Number n) {
            return n instanceof BigInteger || n.doubleValue() != 0;
        } else if (value instanceof Undefined undefined) {
            return strict(undefined) == null;
        } else if (value instanceof byte[] bytes) {
            return bytes.length > 0;
        } else if (value instanceof PyObject object) {
            return object.truth();
        }
        return true;
    }

    /** Fails for a strict undefined; a lenient one comes back. */
    static Undefined strict(Undefined undefined) {
        if (!undefined.lenient()) {
            throw undefined.error();
        }
        return undefined;
    }

    /** {@code str(value)} as a String, taint left aside; undefined fails. */
    public static String text(@Nullable Object value) {
        if (value instanceof String s) {
            return s;
        } else if (value instanceof Text) {
            return value.toString();
        } else if (value instanceof Undefined undefined) {
            strict(undefined);
            return "";
        } else if (value instanceof PyObject object) {
            return object.str();
        } else if (value instanceof LocalDateTime time) {
            return dateTime(time);
        }
        return Repr.repr(value);
    }

    /** {@code str(value)} as String or, where something tainted is in it, {@link Text}. */
    public static Object string(@Nullable Object value) {
        if (value instanceof String || value instanceof Text) {
            return value;
        }
        String text = text(value);
        String origin = Taint.origin(value);
        return origin == null ? text : Text.tainted(text, origin);
    }

    private static String dateTime(LocalDateTime t) {
        String date =
                t.toLocalDate() + " " + String.format("%02d:%02d:%02d", t.getHour(), t.getMinute(), t.getSecond());
        int micros = t.getNano() / 1000;
        return micros == 0 ? date : date + String.format(".%06d", micros);
    }

    /** {@code iter(value)}; strings give their characters, dicts their keys. */
    public static Iterator<@Nullable Object> iterate(@Nullable Object value) {
        Iterator<@Nullable Object> iterator = iterateOrNull(value);
        if (iterator == null) {
            throw PyError.type("'" + typeName(value) + "' object is not iterable");
        }
        return iterator;
    }

    /** As {@link #iterate}, null when the value cannot be iterated; a strict undefined fails. */
    @SuppressWarnings("unchecked")
    public static @Nullable Iterator<@Nullable Object> iterateOrNull(@Nullable Object value) {
        if (value instanceof List<?> list) {
            return new IndexIterator((List<@Nullable Object>) list);
        } else if (value instanceof Collection<?> collection) {
            return (Iterator<@Nullable Object>) collection.iterator();
        } else if (value instanceof Map<?, ?> map) {
            return (Iterator<@Nullable Object>) map.keySet().iterator();
        } else if (value instanceof String s) {
            return new CharacterIterator(s);
        } else if (value instanceof Text text) {
            return new CharacterIterator(text);
        } else if (value instanceof PyIterator iterator) {
            return iterator;
        } else if (value instanceof byte[] bytes) {
            List<@Nullable Object> numbers = new ArrayList<>();
            for (byte b : bytes) {
                numbers.add((long) (b & 0xff));
            }
            return numbers.iterator();
        } else if (value instanceof PyObject object) {
            return object.iterate();
        } else if (value instanceof Undefined undefined) {
            strict(undefined);
            return List.<@Nullable Object>of().iterator();
        }
        return null;
    }

    /** {@code list(value)}: always a new list. */
    public static List<@Nullable Object> list(@Nullable Object value) {
        if (value instanceof Collection<?> collection) {
            return new ArrayList<>(collection);
        }
        List<@Nullable Object> items = new ArrayList<>();
        iterate(value).forEachRemaining(items::add);
        return items;
    }

    /** {@code len(value)}. */
    public static int length(@Nullable Object value) {
        if (value instanceof Collection<?> c) {
            return c.size();
        } else if (value instanceof Map<?, ?> m) {
            return m.size();
        } else if (value instanceof String || value instanceof Text) {
            String s = value.toString();
            return s.codePointCount(0, s.length());
        } else if (value instanceof byte[] bytes) {
            return bytes.length;
        } else if (value instanceof Undefined undefined) {
            strict(undefined);
            return 0;
        } else if (value instanceof PyObject object && object.length() >= 0) {
            return object.length();
        }
        throw PyError.type("object of type '" + typeName(value) + "' has no len()");
    }

    /** {@code wanted in container}. */
    public static boolean contains(EvalContext context, @Nullable Object container, @Nullable Object wanted) {
        if (isString(container)) {
            if (!isString(wanted)) {
                throw PyError.type("'in <string>' requires string as left operand, not " + typeName(wanted));
            }
            return text(container).contains(text(wanted));
        } else if (container instanceof Map<?, ?> map) {
            return Dicts.containsKey(map, wanted);
        } else if (container instanceof PyObject object) {
            return object.contains(context, wanted);
        } else if (container instanceof DictView view && view.part() == DictView.Part.KEYS) {
            return Dicts.containsKey(view.map(), wanted);
        } else if (container instanceof DictView view
                && view.part() == DictView.Part.ITEMS
                && !(wanted instanceof Tuple)) {
            return false;
        } else if (container instanceof Set<?> set && set.contains(Compare.key(wanted))) {
            return true;
        }
        Iterator<@Nullable Object> items = iterateOrNull(container);
        if (items == null) {
            throw PyError.type("argument of type '" + typeName(container) + "' is not iterable");
        }
        while (items.hasNext()) {
            if (Compare.same(items.next(), wanted)) {
                return true;
            }
        }
        return false;
    }

    /** True for everything {@link EvalContext#call} can call. */
    public static boolean isCallable(@Nullable Object value) {
        return value instanceof Callable;
    }

    /**
     * Plain values all the way down, as other modules of the program take them; tuples become lists. What is plain already
     * comes back itself, so that a function may fill the list it was given.
     */
    public static @Nullable Object plain(@Nullable Object value) {
        if (isPlain(value, 0)) {
            return value;
        } else if (value instanceof Text) {
            return value.toString();
        } else if (value instanceof Map<?, ?> map) {
            Map<Object, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((k, v) -> copy.put(plain(k), plain(v)));
            return copy;
        } else if (value instanceof Set<?> set) {
            Set<@Nullable Object> copy = new LinkedHashSet<>();
            set.forEach(item -> copy.add(plain(item)));
            return copy;
        } else if (value instanceof Collection<?> collection) {
            List<@Nullable Object> copy = new ArrayList<>(collection.size());
            collection.forEach(item -> copy.add(plain(item)));
            return copy;
        } else if (value instanceof Undefined undefined) {
            throw undefined.error();
        }
        return value;
    }

    private static boolean isPlain(@Nullable Object value, int depth) {
        if (value instanceof Taint.Source || value instanceof Tuple || value instanceof NamedDict || depth > 64) {
            return false;
        } else if (value instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                if (!isPlain(entry.getKey(), depth + 1) || !isPlain(entry.getValue(), depth + 1)) {
                    return false;
                }
            }
            return true;
        } else if (value instanceof List<?> || value instanceof Set<?>) {
            for (Object item : (Collection<?>) value) {
                if (!isPlain(item, depth + 1)) {
                    return false;
                }
            }
            return !(value instanceof PyRange);
        }
        return !(value instanceof Text || value instanceof Undefined || value instanceof Collection);
    }
}
