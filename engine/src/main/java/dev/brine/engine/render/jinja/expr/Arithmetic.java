package dev.brine.engine.render.jinja.expr;

import dev.brine.engine.render.jinja.limit.Budget;
import dev.brine.engine.render.jinja.method.PercentFormat;
import dev.brine.engine.render.jinja.value.Compare;
import dev.brine.engine.render.jinja.value.DictView;
import dev.brine.engine.render.jinja.value.Escape;
import dev.brine.engine.render.jinja.value.Numbers;
import dev.brine.engine.render.jinja.value.PyError;
import dev.brine.engine.render.jinja.value.PyRange;
import dev.brine.engine.render.jinja.value.Text;
import dev.brine.engine.render.jinja.value.TextBuilder;
import dev.brine.engine.render.jinja.value.Tuple;
import dev.brine.engine.render.jinja.value.Undefined;
import dev.brine.engine.render.jinja.value.Values;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Python's operators {@code + - * / // % **}. */
public final class Arithmetic {
    private static final int MOST_BITS = 1 << 20;

    private Arithmetic() {}

    static @Nullable Object apply(Binary.Operator operator, @Nullable Object a, @Nullable Object b, Budget budget) {
        if (a instanceof Undefined left) {
            throw left.error();
        }
        if (b instanceof Undefined right && !(Values.isString(a) && operator == Binary.Operator.MOD)) {
            throw right.error();
        }
        if (a != null && b != null && Numbers.isNumber(a) && Numbers.isNumber(b)) {
            return numbers(operator, a, b);
        }
        Object result = switch (operator) {
            case ADD -> add(a, b, budget);
            case SUB -> minus(a, b);
            case MUL -> times(a, b, budget);
            case MOD -> Values.isString(a) ? PercentFormat.format(a, b, budget) : null;
            default -> null;
        };
        if (result == null) {
            throw unsupported(operator.symbol(), a, b);
        }
        return result;
    }

    /** {@code a % b}. */
    public static @Nullable Object modulo(@Nullable Object a, @Nullable Object b, Budget budget) {
        return apply(Binary.Operator.MOD, a, b, budget);
    }

    private static PyError unsupported(String symbol, @Nullable Object a, @Nullable Object b) {
        return PyError.type("unsupported operand type(s) for " + symbol + ": '" + Values.typeName(a) + "' and '"
                + Values.typeName(b) + "'");
    }

    static Object negate(@Nullable Object value) {
        if (value instanceof Undefined undefined) {
            throw undefined.error();
        } else if (value == null || !Numbers.isNumber(value)) {
            throw PyError.type("bad operand type for unary -: '" + Values.typeName(value) + "'");
        } else if (Numbers.isFloat(value)) {
            return -Numbers.real(value);
        }
        return Numbers.normal(Numbers.big(value).negate());
    }

    static Object plus(@Nullable Object value) {
        if (value instanceof Undefined undefined) {
            throw undefined.error();
        } else if (value == null || !Numbers.isNumber(value)) {
            throw PyError.type("bad operand type for unary +: '" + Values.typeName(value) + "'");
        }
        return value instanceof Boolean b ? (Object) (b ? 1L : 0L) : value;
    }

    // ---- sequences

    private static @Nullable Object add(@Nullable Object a, @Nullable Object b, Budget budget) {
        if (Values.isString(a) && a != null) {
            return addStrings(a, b, budget);
        }
        if (b instanceof Text text && text.isMarkup() && !Values.isString(a)) {
            return null;
        }
        if (a instanceof List<?> x && !(a instanceof PyRange)) {
            String kind = a instanceof Tuple ? "tuple" : "list";
            if (!(b instanceof List<?> y) || b instanceof PyRange || (a instanceof Tuple) != (b instanceof Tuple)) {
                throw PyError.type("can only concatenate " + kind + " (not \"" + Values.typeName(b) + "\") to " + kind);
            }
            budget.checkItems((long) x.size() + y.size());
            List<@Nullable Object> all = new ArrayList<>(x);
            all.addAll(y);
            return a instanceof Tuple ? Tuple.of(all) : all;
        }
        if (a instanceof byte[] x) {
            if (!(b instanceof byte[] y)) {
                throw PyError.type("can't concat " + Values.typeName(b) + " to bytes");
            }
            byte[] all = java.util.Arrays.copyOf(x, x.length + y.length);
            System.arraycopy(y, 0, all, x.length, y.length);
            return all;
        }
        return null;
    }

    private static Object addStrings(Object a, @Nullable Object b, Budget budget) {
        if (b instanceof Undefined undefined) {
            throw undefined.error();
        }
        if (b == null || !Values.isString(b)) {
            throw PyError.type("can only concatenate str (not \"" + Values.typeName(b) + "\") to str");
        }
        boolean markup = isMarkup(a) || isMarkup(b);
        TextBuilder both = new TextBuilder();
        both.append(markup ? Escape.escape(a) : a).append(markup ? Escape.escape(b) : b);
        budget.checkChars(both.length());
        return markup ? both.buildMarkup() : both.build();
    }

    private static boolean isMarkup(Object value) {
        return value instanceof Text text && text.isMarkup();
    }

    private static @Nullable Object minus(@Nullable Object a, @Nullable Object b) {
        boolean view = isKeyView(a) || isKeyView(b);
        Iterator<@Nullable Object> kept = view ? Values.iterateOrNull(a) : null;
        Iterator<@Nullable Object> taken = isKeyView(a) ? Values.iterate(b) : view ? Values.iterateOrNull(b) : null;
        if (!view && a instanceof Set && b instanceof Set) {
            kept = Values.iterate(a);
            taken = Values.iterate(b);
        }
        if (kept == null || taken == null) {
            return null;
        }
        List<@Nullable Object> others = new ArrayList<>();
        taken.forEachRemaining(others::add);
        Set<@Nullable Object> rest = new LinkedHashSet<>();
        while (kept.hasNext()) {
            Object item = kept.next();
            if (others.stream().noneMatch(other -> Compare.same(item, other))) {
                rest.add(item);
            }
        }
        return rest;
    }

    private static boolean isKeyView(@Nullable Object value) {
        return value instanceof DictView view && view.part() != DictView.Part.VALUES;
    }

    private static @Nullable Object times(@Nullable Object a, @Nullable Object b, Budget budget) {
        if (Numbers.isInt(a) && b != null && isRepeatable(b)) {
            return repeat(b, Numbers.index(a), budget);
        }
        if (a != null && isRepeatable(a)) {
            if (!Numbers.isInt(b)) {
                throw PyError.type("can't multiply sequence by non-int of type '" + Values.typeName(b) + "'");
            }
            return repeat(a, Numbers.index(b), budget);
        }
        if (b != null && isRepeatable(b)) {
            throw PyError.type("can't multiply sequence by non-int of type '" + Values.typeName(a) + "'");
        }
        return null;
    }

    private static boolean isRepeatable(Object value) {
        return Values.isString(value)
                || (value instanceof List && !(value instanceof PyRange))
                || value instanceof byte[];
    }

    private static Object repeat(Object value, int count, Budget budget) {
        int times = Math.max(0, count);
        if (value instanceof List<?> list) {
            budget.checkItems((long) list.size() * times);
            List<@Nullable Object> all = new ArrayList<>(list.size() * times);
            for (int i = 0; i < times && !list.isEmpty(); i++) {
                all.addAll(list);
            }
            return list instanceof Tuple ? Tuple.of(all) : all;
        }
        if (value instanceof byte[] bytes) {
            budget.checkChars((long) bytes.length * times);
            byte[] all = new byte[bytes.length * times];
            for (int i = 0; i < times; i++) {
                System.arraycopy(bytes, 0, all, i * bytes.length, bytes.length);
            }
            return all;
        }
        String text = value.toString();
        budget.checkChars((long) text.length() * times);
        return value instanceof Text t ? t.derive(text.repeat(times)) : text.repeat(times);
    }

    // ---- numbers

    private static Object numbers(Binary.Operator operator, Object a, Object b) {
        if (Numbers.isFloat(a) || Numbers.isFloat(b)) {
            return reals(operator, Numbers.real(a), Numbers.real(b));
        }
        if (a instanceof Long x && b instanceof Long y) {
            Object small = longs(operator, x, y);
            if (small != null) {
                return small;
            }
        }
        BigInteger x = Numbers.big(a);
        BigInteger y = Numbers.big(b);
        return switch (operator) {
            case ADD -> Numbers.normal(x.add(y));
            case SUB -> Numbers.normal(x.subtract(y));
            case MUL -> {
                checkBits((long) x.bitLength() + y.bitLength());
                yield Numbers.normal(x.multiply(y));
            }
            case DIV -> divide(x, y);
            case FLOORDIV -> {
                zero(y, "integer division or modulo by zero");
                BigInteger[] both = x.divideAndRemainder(y);
                boolean down = both[1].signum() != 0 && both[1].signum() != y.signum();
                yield Numbers.normal(down ? both[0].subtract(BigInteger.ONE) : both[0]);
            }
            case MOD -> {
                zero(y, "integer modulo by zero");
                BigInteger rest = x.remainder(y);
                yield Numbers.normal(rest.signum() != 0 && rest.signum() != y.signum() ? rest.add(y) : rest);
            }
            case POW -> power(x, y);
        };
    }

    private static @Nullable Object longs(Binary.Operator operator, long x, long y) {
        switch (operator) {
            case ADD: {
                long sum = x + y;
                return ((x ^ sum) & (y ^ sum)) < 0 ? null : sum;
            }
            case SUB: {
                long difference = x - y;
                return ((x ^ y) & (x ^ difference)) < 0 ? null : difference;
            }
            case FLOORDIV:
                return y == 0 || y == -1 ? null : Math.floorDiv(x, y);
            case MOD:
                return y == 0 ? null : Math.floorMod(x, y);
            default:
                return null;
        }
    }

    private static void zero(BigInteger y, String message) {
        if (y.signum() == 0) {
            throw PyError.of("ZeroDivisionError", message);
        }
    }

    private static void checkBits(long bits) {
        if (bits > MOST_BITS) {
            throw PyError.limit("Number too large: the limit is " + MOST_BITS + " bits");
        }
    }

    private static double divide(BigInteger x, BigInteger y) {
        zero(y, "division by zero");
        if (x.bitLength() < 53 && y.bitLength() < 53) {
            return x.doubleValue() / y.doubleValue();
        }
        double result = new java.math.BigDecimal(x)
                .divide(new java.math.BigDecimal(y), new java.math.MathContext(60))
                .doubleValue();
        if (Double.isInfinite(result)) {
            throw PyError.of("OverflowError", "integer division result too large for a float");
        }
        return result;
    }

    private static Object power(BigInteger x, BigInteger y) {
        if (y.signum() < 0) {
            if (x.signum() == 0) {
                throw PyError.of("ZeroDivisionError", "0.0 cannot be raised to a negative power");
            }
            return Math.pow(Numbers.real(x), Numbers.real(y));
        }
        if (x.bitLength() <= 1 && x.abs().compareTo(BigInteger.ONE) <= 0) {
            boolean odd = y.testBit(0);
            BigInteger result = x.signum() == 0
                    ? (y.signum() == 0 ? BigInteger.ONE : BigInteger.ZERO)
                    : (x.signum() < 0 && odd ? x : BigInteger.ONE);
            return Numbers.normal(result);
        }
        checkBits(y.bitLength() > 31 ? Long.MAX_VALUE : (long) x.bitLength() * y.intValue());
        return Numbers.normal(x.pow(y.intValue()));
    }

    private static Object reals(Binary.Operator operator, double x, double y) {
        return switch (operator) {
            case ADD -> x + y;
            case SUB -> x - y;
            case MUL -> x * y;
            case DIV -> {
                zero(y, "float division by zero");
                yield x / y;
            }
            case FLOORDIV -> {
                zero(y, "float floor division by zero");
                double rest = modulo(x, y);
                double whole = (x - rest) / y;
                double floor = Math.floor(whole);
                yield whole - floor > 0.5 ? floor + 1 : floor == 0 ? Math.copySign(0.0, x / y) : floor;
            }
            case MOD -> {
                zero(y, "float modulo");
                yield modulo(x, y);
            }
            case POW -> {
                if (x == 0 && y < 0) {
                    throw PyError.of("ZeroDivisionError", "0.0 cannot be raised to a negative power");
                }
                if (x < 0 && y != Math.rint(y) && !Double.isInfinite(y)) {
                    throw PyError.type("complex numbers are not supported");
                }
                double result = Math.pow(x, y);
                if (Double.isInfinite(result) && !Double.isInfinite(x) && !Double.isInfinite(y)) {
                    throw PyError.of("OverflowError", "(34, 'Numerical result out of range')");
                }
                yield result;
            }
        };
    }

    private static void zero(double y, String message) {
        if (y == 0) {
            throw PyError.of("ZeroDivisionError", message);
        }
    }

    private static double modulo(double x, double y) {
        double rest = x % y;
        if (rest == 0) {
            return Math.copySign(0.0, y);
        }
        return (rest < 0) != (y < 0) ? rest + y : rest;
    }
}
