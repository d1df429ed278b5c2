package dev.brine.engine.render.jinja.expr;

import dev.brine.engine.render.jinja.method.Methods;
import dev.brine.engine.render.jinja.value.Dicts;
import dev.brine.engine.render.jinja.value.Numbers;
import dev.brine.engine.render.jinja.value.PyObject;
import dev.brine.engine.render.jinja.value.Text;
import dev.brine.engine.render.jinja.value.Tuple;
import dev.brine.engine.render.jinja.value.Undefined;
import dev.brine.engine.render.jinja.value.Values;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code value.name} and {@code value[key]} as Jinja's sandbox answers them. No reflection: tables and {@link PyObject} only. */
public final class Members {
    private static final Object ABSENT = PyObject.ABSENT;

    private Members() {}

    /** Attribute first, then item; an {@link Undefined} when there is neither. */
    public static @Nullable Object attribute(@Nullable Object value, String name) {
        if (value instanceof Undefined undefined) {
            throw undefined.error();
        }
        Object attribute = attributeOnly(value, name);
        if (attribute != ABSENT) {
            return attribute;
        }
        if (name.startsWith("_") && Methods.hasHidden(value, name)) {
            return Undefined.unsafe(value, name);
        }
        Object item = value instanceof Map || value instanceof PyObject ? itemOnly(value, name) : ABSENT;
        return item == ABSENT ? Undefined.member(value, name) : item;
    }

    /** Item first, then attribute; an {@link Undefined} when there is neither. */
    public static @Nullable Object item(@Nullable Object value, @Nullable Object key) {
        if (value instanceof Undefined undefined) {
            throw undefined.error();
        }
        Object item = itemOnly(value, key);
        if (item != ABSENT) {
            return item;
        }
        if (Values.isString(key)) {
            String name = Values.text(key);
            Object attribute = attributeOnly(value, name);
            if (attribute != ABSENT) {
                return attribute;
            }
            if (name.startsWith("_") && Methods.hasHidden(value, name)) {
                return Undefined.unsafe(value, name);
            }
        }
        return Undefined.member(value, key);
    }

    private static @Nullable Object attributeOnly(@Nullable Object value, String name) {
        if (value instanceof PyObject object) {
            return object.attribute(name);
        }
        if (value instanceof Tuple tuple && !tuple.fields().isEmpty()) {
            int field = tuple.fields().indexOf(name);
            if (field >= 0) {
                return tuple.get(field);
            }
        }
        return Methods.find(value, name);
    }

    private static @Nullable Object itemOnly(@Nullable Object value, @Nullable Object key) {
        if (value instanceof Map<?, ?> map) {
            return Dicts.isHashable(key) ? Dicts.get(map, key, ABSENT) : ABSENT;
        }
        if (value instanceof PyObject object) {
            return object.item(key);
        }
        if (key == null || !Numbers.isInt(key)) {
            return ABSENT;
        }
        int index = Numbers.index(key);
        if (value instanceof List<?> list) {
            int at = index < 0 ? index + list.size() : index;
            return at >= 0 && at < list.size() ? list.get(at) : ABSENT;
        }
        if (Values.isString(value) && value != null) {
            return character(value, index);
        }
        if (value instanceof byte[] bytes) {
            int at = index < 0 ? index + bytes.length : index;
            return at >= 0 && at < bytes.length ? (Object) (long) (bytes[at] & 0xff) : ABSENT;
        }
        return ABSENT;
    }

    private static Object character(Object string, int index) {
        String text = string.toString();
        int length = text.codePointCount(0, text.length());
        int at = index < 0 ? index + length : index;
        if (at < 0 || at >= length) {
            return ABSENT;
        }
        int from = text.offsetByCodePoints(0, at);
        int to = text.offsetByCodePoints(from, 1);
        return string instanceof Text t ? t.slice(from, to) : text.substring(from, to);
    }
}
