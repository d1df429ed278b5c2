package dev.brine.engine.render.jinja.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Python's equality, order and hashing. */
public final class Compare {
    private Compare() {}

    /** {@code a == b}; a strict undefined fails. */
    public static boolean equal(@Nullable Object a, @Nullable Object b) {
        if (a instanceof Undefined left) {
            return Values.strict(left) != null && b instanceof Undefined;
        }
        if (b instanceof Undefined right) {
            Values.strict(right);
            return false;
        }
        if (a == b) {
            return !(a instanceof Double d && d.isNaN());
        }
        if (a == null || b == null) {
            return false;
        }
        if (Values.isString(a)) {
            return Values.isString(b) && a.toString().equals(b.toString());
        }
        if (Numbers.isNumber(a)) {
            return Numbers.isNumber(b) && numbersEqual(a, b);
        }
        if (a instanceof Map<?, ?> x) {
            return b instanceof Map<?, ?> y && mapsEqual(x, y);
        }
        if (a instanceof byte[] x) {
            return b instanceof byte[] y && Arrays.equals(x, y);
        }
        if (isSetLike(a)) {
            return isSetLike(b) && setsEqual((Collection<?>) a, (Collection<?>) b);
        }
        if (a instanceof List<?> x) {
            return b instanceof List<?> y && kind(x) == kind(y) && itemsEqual(x, y);
        }
        return a.equals(b);
    }

    /** Identity or equality: what {@code in}, {@code index} and {@code remove} use. */
    public static boolean same(@Nullable Object a, @Nullable Object b) {
        return (a == b && !(a instanceof Undefined)) || equal(a, b);
    }

    private static int kind(List<?> list) {
        return list instanceof Tuple ? 1 : list instanceof PyRange ? 2 : 0;
    }

    private static boolean isSetLike(@Nullable Object value) {
        return value instanceof Set || (value instanceof DictView view && view.part() != DictView.Part.VALUES);
    }

    private static boolean setsEqual(Collection<?> a, Collection<?> b) {
        if (a.size() != b.size()) {
            return false;
        }
        for (Object item : a) {
            boolean found = false;
            for (Object other : b) {
                found |= same(item, other);
            }
            if (!found) {
                return false;
            }
        }
        return true;
    }

    private static boolean mapsEqual(Map<?, ?> a, Map<?, ?> b) {
        if (a.size() != b.size()) {
            return false;
        }
        for (Map.Entry<?, ?> entry : a.entrySet()) {
            Object other = Dicts.get(b, entry.getKey(), PyObject.ABSENT);
            if (other == PyObject.ABSENT || !same(entry.getValue(), other)) {
                return false;
            }
        }
        return true;
    }

    private static boolean itemsEqual(List<?> a, List<?> b) {
        if (a.size() != b.size()) {
            return false;
        }
        Iterator<?> other = b.iterator();
        for (Object item : a) {
            if (!same(item, other.next())) {
                return false;
            }
        }
        return true;
    }

    private static boolean numbersEqual(Object a, Object b) {
        if (Numbers.isSmall(a) && Numbers.isSmall(b)) {
            return Numbers.small(a) == Numbers.small(b);
        }
        Integer order = numberOrder(a, b);
        return order != null && order == 0;
    }

    /** Null when one is NaN. */
    private static @Nullable Integer numberOrder(Object a, Object b) {
        if (Numbers.isInt(a) && Numbers.isInt(b)) {
            return Numbers.big(a).compareTo(Numbers.big(b));
        }
        double x = a instanceof BigInteger big ? big.doubleValue() : Numbers.real(a);
        double y = b instanceof BigInteger big ? big.doubleValue() : Numbers.real(b);
        if (Double.isNaN(x) || Double.isNaN(y)) {
            return null;
        }
        if (Double.isInfinite(x) || Double.isInfinite(y) || (Numbers.isFloat(a) && Numbers.isFloat(b))) {
            return x == y ? 0 : Double.compare(x, y);
        }
        return exact(a).compareTo(exact(b));
    }

    private static BigDecimal exact(Object number) {
        return Numbers.isFloat(number) ? new BigDecimal(Numbers.real(number)) : new BigDecimal(Numbers.big(number));
    }

    /** An order operator. */
    public enum Operator {
        LT("<"),
        LE("<="),
        GT(">"),
        GE(">=");

        private final String symbol;

        Operator(String symbol) {
            this.symbol = symbol;
        }

        boolean holds(int order) {
            return switch (this) {
                case LT -> order < 0;
                case LE -> order <= 0;
                case GT -> order > 0;
                case GE -> order >= 0;
            };
        }
    }

    /** {@code a < b} and its sisters; fails in Python's words for types without an order. */
    public static boolean ordered(Operator operator, @Nullable Object a, @Nullable Object b) {
        if (a instanceof Undefined left) {
            Values.strict(left);
        } else if (b instanceof Undefined right) {
            Values.strict(right);
        }
        if (a != null && b != null) {
            if (Values.isString(a) && Values.isString(b)) {
                return operator.holds(codePoints(a.toString(), b.toString()));
            }
            if (Numbers.isNumber(a) && Numbers.isNumber(b)) {
                Integer order = numberOrder(a, b);
                return order != null && operator.holds(order);
            }
            if (isSetLike(a) && isSetLike(b)) {
                return subset(operator, (Collection<?>) a, (Collection<?>) b);
            }
            if (a instanceof List<?> x && b instanceof List<?> y && kind(x) == kind(y) && kind(x) < 2) {
                return listsOrdered(operator, x, y);
            }
            if (a instanceof byte[] x && b instanceof byte[] y) {
                return operator.holds(Arrays.compareUnsigned(x, y));
            }
            if (a instanceof java.time.LocalDateTime x && b instanceof java.time.LocalDateTime y) {
                return operator.holds(x.compareTo(y));
            }
        }
        throw PyError.type("'" + operator.symbol + "' not supported between instances of '" + Values.typeName(a)
                + "' and '" + Values.typeName(b) + "'");
    }

    private static boolean subset(Operator operator, Collection<?> a, Collection<?> b) {
        boolean turned = operator == Operator.GT || operator == Operator.GE;
        Collection<?> small = turned ? b : a;
        Collection<?> large = turned ? a : b;
        for (Object item : small) {
            boolean found = false;
            for (Object other : large) {
                found |= same(item, other);
            }
            if (!found) {
                return false;
            }
        }
        return operator == Operator.LE || operator == Operator.GE || small.size() < large.size();
    }

    private static boolean listsOrdered(Operator operator, List<?> a, List<?> b) {
        int shared = Math.min(a.size(), b.size());
        for (int i = 0; i < shared; i++) {
            if (!same(a.get(i), b.get(i))) {
                return ordered(operator, a.get(i), b.get(i));
            }
        }
        return operator.holds(Integer.compare(a.size(), b.size()));
    }

    /** Python orders strings by code point, Java by UTF-16 unit. */
    private static int codePoints(String a, String b) {
        int shared = Math.min(a.length(), b.length());
        for (int i = 0; i < shared; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                boolean surrogates = Character.isSurrogate(x) != Character.isSurrogate(y);
                return surrogates ? (Character.isSurrogate(x) ? 1 : -1) : Character.compare(x, y);
            }
        }
        return Integer.compare(a.length(), b.length());
    }

    /** Order for {@code sorted()}: Python's {@code <} both ways; fails when the types have no order. */
    public static int order(@Nullable Object a, @Nullable Object b) {
        if (ordered(Operator.LT, a, b)) {
            return -1;
        }
        return ordered(Operator.LT, b, a) ? 1 : 0;
    }

    /** {@code hash(value)}; lists, dicts and sets fail as unhashable. */
    public static int hash(@Nullable Object value) {
        Object key = key(value);
        return key == null ? 0 : key.hashCode();
    }

    /**
     * The value as key of a Java map or set, so that 1, 1.0 and True are one key as in Python. Fails for unhashable values.
     */
    public static @Nullable Object key(@Nullable Object value) {
        if (value == null || value instanceof String) {
            return value;
        } else if (value instanceof Text) {
            return value.toString();
        } else if (value instanceof Boolean b) {
            return b ? 1L : 0L;
        } else if (value instanceof Double d) {
            boolean whole = d == Math.rint(d) && !Double.isInfinite(d);
            return whole ? Numbers.truncate(d) : value;
        } else if (value instanceof Undefined undefined) {
            Values.strict(undefined);
        } else if (value instanceof byte[] bytes) {
            return java.nio.ByteBuffer.wrap(bytes);
        } else if ((value instanceof Collection && !(value instanceof Tuple) && !(value instanceof PyRange))
                || value instanceof Map) {
            throw PyError.type("unhashable type: '" + Values.typeName(value) + "'");
        } else if (value instanceof Tuple tuple) {
            tuple.forEach(Compare::key);
        }
        return value;
    }
}
