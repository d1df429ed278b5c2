package dev.brine.engine.render.jinja.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Python's numbers: int of any size (Long, BigInteger beyond 64 bit), float (Double), bool as 0 and 1. */
public final class Numbers {
    private static final BigInteger LONG_MIN = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger LONG_MAX = BigInteger.valueOf(Long.MAX_VALUE);

    private Numbers() {}

    /** A Long where it fits. */
    public static Object normal(BigInteger value) {
        return value.compareTo(LONG_MIN) >= 0 && value.compareTo(LONG_MAX) <= 0 ? (Object) value.longValue() : value;
    }

    /** Bool, int or float. */
    public static boolean isNumber(@Nullable Object value) {
        return value instanceof Number || value instanceof Boolean;
    }

    /** Bool or int. */
    public static boolean isInt(@Nullable Object value) {
        return value instanceof Boolean || (value instanceof Number && !isFloat(value));
    }

    public static boolean isFloat(@Nullable Object value) {
        return value instanceof Double || value instanceof Float || value instanceof BigDecimal;
    }

    /** An int (or bool) as a big integer. */
    public static BigInteger big(Object value) {
        if (value instanceof BigInteger big) {
            return big;
        }
        if (value instanceof Boolean bool) {
            return bool ? BigInteger.ONE : BigInteger.ZERO;
        }
        return BigInteger.valueOf(((Number) value).longValue());
    }

    /** Any number (or bool) as float; too large ints are Python's OverflowError. */
    public static double real(Object value) {
        if (value instanceof Boolean bool) {
            return bool ? 1 : 0;
        }
        double result = ((Number) value).doubleValue();
        if (value instanceof BigInteger && Double.isInfinite(result)) {
            throw PyError.of("OverflowError", "int too large to convert to float");
        }
        return result;
    }

    /** True when the number is a small int: bool, Long or another Java integer but not BigInteger. */
    static boolean isSmall(Object value) {
        return value instanceof Long || value instanceof Boolean || value instanceof Integer;
    }

    static long small(Object value) {
        return value instanceof Boolean bool ? (bool ? 1 : 0) : ((Number) value).longValue();
    }

    /** An int used as index, width or count; huge ones are clamped. */
    public static int index(@Nullable Object value) {
        Object real = Values.bare(value);
        if (!isInt(real) || real == null) {
            throw PyError.type("'" + Values.typeName(value) + "' object cannot be interpreted as an integer");
        }
        BigInteger big = big(real);
        if (big.bitLength() > 31) {
            return big.signum() < 0 ? Integer.MIN_VALUE + 1 : Integer.MAX_VALUE;
        }
        return big.intValue();
    }

    /** {@code int(text, base)}; null when the text is no such int. */
    public static @Nullable Object parseInt(String text, int base) {
        String digits = text.strip();
        boolean negative = digits.startsWith("-");
        if (negative || digits.startsWith("+")) {
            digits = digits.substring(1);
        }
        String lower = digits.toLowerCase(java.util.Locale.ROOT);
        int radix = base;
        int prefix = lower.startsWith("0x") ? 16 : lower.startsWith("0o") ? 8 : lower.startsWith("0b") ? 2 : 0;
        if (prefix != 0 && (base == 0 || base == prefix)) {
            digits = digits.substring(2);
            if (digits.startsWith("_")) {
                digits = digits.substring(1);
            }
            radix = prefix;
        } else if (base == 0) {
            radix = 10;
            if (digits.length() > 1 && digits.startsWith("0") && !digits.matches("[0_]+")) {
                return null;
            }
        }
        if (digits.isEmpty() || digits.startsWith("_") || digits.endsWith("_") || digits.contains("__")) {
            return null;
        }
        return digits(digits.replace("_", ""), radix, negative);
    }

    private static @Nullable Object digits(String digits, int radix, boolean negative) {
        for (int i = 0; i < digits.length(); i++) {
            if (Character.digit(digits.charAt(i), radix) < 0) {
                return null;
            }
        }
        BigInteger value = new BigInteger(digits, radix);
        return normal(negative ? value.negate() : value);
    }

    /** {@code float(text)}; null when the text is no float. */
    public static @Nullable Double parseFloat(String text) {
        String t = text.strip().toLowerCase(java.util.Locale.ROOT);
        String unsigned = t.startsWith("-") || t.startsWith("+") ? t.substring(1) : t;
        double sign = t.startsWith("-") ? -1 : 1;
        if (unsigned.equals("inf") || unsigned.equals("infinity")) {
            return sign * Double.POSITIVE_INFINITY;
        }
        if (unsigned.equals("nan")) {
            return Double.NaN;
        }
        for (int i = 0; i < unsigned.length(); i++) {
            char c = unsigned.charAt(i);
            boolean between = i > 0
                    && i + 1 < unsigned.length()
                    && Character.isDigit(unsigned.charAt(i - 1))
                    && Character.isDigit(unsigned.charAt(i + 1));
            if (!(c >= '0' && c <= '9') && "+-.e".indexOf(c) < 0 && !(c == '_' && between)) {
                return null;
            }
        }
        try {
            return Double.valueOf(t.replace("_", ""));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** {@code int(float)}: towards zero. */
    public static Object truncate(double value) {
        if (Double.isNaN(value)) {
            throw PyError.value("cannot convert float NaN to integer");
        }
        if (Double.isInfinite(value)) {
            throw PyError.of("OverflowError", "cannot convert float infinity to integer");
        }
        return normal(new BigDecimal(value).toBigInteger());
    }

    /** {@code round(value, digits)} of a float: half to even on the exact binary value. */
    public static double round(double value, int digits) {
        if (Double.isNaN(value) || Double.isInfinite(value) || digits > 400) {
            return value;
        }
        double rounded = new BigDecimal(value)
                .setScale(Math.max(digits, -400), RoundingMode.HALF_EVEN)
                .doubleValue();
        return rounded == 0 ? Math.copySign(0.0, value) : rounded;
    }
}
