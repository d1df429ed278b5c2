package dev.brine.engine.render.jinja.filter;

import dev.brine.engine.render.jinja.value.Numbers;
import dev.brine.engine.render.jinja.value.PyError;
import dev.brine.engine.render.jinja.value.Repr;
import dev.brine.engine.render.jinja.value.Signature;
import dev.brine.engine.render.jinja.value.Undefined;
import dev.brine.engine.render.jinja.value.Values;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Filters on numbers and from text to numbers. */
final class NumberFilters {
    private static final Pattern SIZE = Pattern.compile("([0-9.]*)\\s*([^\\n]*)\\n?");
    private static final String UNITS = "bkmgtpezy";

    private NumberFilters() {}

    static Room room() {
        return new Room()
                .add("abs", "abs()", (c, v, a) -> abs(v))
                .add("int", "do_int(default=0, base=10)", (c, v, a) -> integer(v, a))
                .add("float", "do_float(default=0.0)", (c, v, a) -> floating(v, a))
                .add("round", "do_round(precision=0, method='common')", (c, v, a) -> round(v, a))
                .add("filesizeformat", "do_filesizeformat(binary=False)", (c, v, a) -> fileSize(toFloat(v), a.truth(0)))
                .add("to_num", "to_num()", (c, v, a) -> toNumber(v))
                .alias("str_to_num", "to_num")
                .add("to_bool", "to_bool()", (c, v, a) -> toBool(v))
                .add(
                        "is_hex",
                        "is_hex()",
                        (c, v, a) -> Values.isString(v) && Numbers.parseInt(Values.text(v), 16) != null)
                .add(
                        "human_to_bytes",
                        "human_to_bytes(default_unit='B', handle_metric=False)",
                        (c, v, a) -> humanToBytes(Values.text(v), a));
    }

    private static Object abs(@Nullable Object value) {
        if (value == null || !Numbers.isNumber(value)) {
            throw PyError.type("bad operand type for abs(): '" + Values.typeName(value) + "'");
        }
        return Numbers.isFloat(value)
                ? (Object) Math.abs(Numbers.real(value))
                : Numbers.normal(Numbers.big(value).abs());
    }

    private static @Nullable Object integer(@Nullable Object value, Signature.Bound a) {
        if (value instanceof Undefined undefined) {
            throw undefined.error();
        }
        if (Values.isString(value)) {
            int base = a.integer(1);
            Object parsed = base == 0 || (base >= 2 && base <= 36) ? Numbers.parseInt(Values.text(value), base) : null;
            if (parsed != null) {
                return parsed;
            }
            Double real = Numbers.parseFloat(Values.text(value));
            return real == null || real.isNaN() ? a.get(0) : Numbers.truncate(real);
        }
        if (value == null || !Numbers.isNumber(value)) {
            return a.get(0);
        }
        if (!Numbers.isFloat(value)) {
            return Numbers.normal(Numbers.big(value));
        }
        double real = Numbers.real(value);
        return Double.isNaN(real) ? a.get(0) : Numbers.truncate(real);
    }

    private static @Nullable Object floating(@Nullable Object value, Signature.Bound a) {
        if (value instanceof Undefined undefined) {
            throw undefined.error();
        }
        Double real = Values.isString(value)
                ? Numbers.parseFloat(Values.text(value))
                : value != null && Numbers.isNumber(value) ? (Double) Numbers.real(value) : null;
        return real == null ? a.get(0) : real;
    }

    /** {@code float(value)}. */
    static double toFloat(@Nullable Object value) {
        if (value instanceof Undefined undefined) {
            throw undefined.error();
        }
        if (Values.isString(value)) {
            Double real = Numbers.parseFloat(Values.text(value));
            if (real == null) {
                throw PyError.value("could not convert string to float: " + Repr.repr(Values.text(value)));
            }
            return real;
        }
        if (value == null || !Numbers.isNumber(value)) {
            throw PyError.type(
                    "float() argument must be a string or a real number, not '" + Values.typeName(value) + "'");
        }
        return Numbers.real(value);
    }

    private static Object round(@Nullable Object value, Signature.Bound a) {
        String method = a.text(1);
        if (!method.equals("common") && !method.equals("ceil") && !method.equals("floor")) {
            throw PyError.runtime("method must be common, ceil or floor");
        }
        if (value == null || !Numbers.isNumber(value)) {
            throw PyError.type(
                    method.equals("common")
                            ? "type " + Values.typeName(value) + " doesn't define __round__ method"
                            : Values.isString(value) || value instanceof java.util.List
                                    ? "must be real number, not " + Values.typeName(value)
                                    : "unsupported operand type(s) for *: '" + Values.typeName(value) + "' and 'int'");
        }
        int precision = a.integer(0);
        if (method.equals("common")) {
            return Numbers.isFloat(value)
                    ? (Object) Numbers.round(Numbers.real(value), precision)
                    : roundWhole(Numbers.big(value), precision);
        }
        double scale = Math.pow(10, precision);
        double scaled = Numbers.real(value) * scale;
        if (Double.isNaN(scaled) || Double.isInfinite(scaled)) {
            Numbers.truncate(scaled);
        }
        double whole = method.equals("ceil") ? Math.ceil(scaled) : Math.floor(scaled);
        return whole == 0 ? 0.0 : whole / scale;
    }

    private static Object roundWhole(BigInteger value, int precision) {
        return precision >= 0
                ? Numbers.normal(value)
                : Numbers.normal(new BigDecimal(value)
                        .setScale(Math.max(precision, -10_000), RoundingMode.HALF_EVEN)
                        .toBigInteger());
    }

    private static String fileSize(double bytes, boolean binary) {
        int base = binary ? 1024 : 1000;
        if (bytes == 1) {
            return "1 Byte";
        }
        if (bytes < base) {
            return Numbers.truncate(bytes) + " Bytes";
        }
        double unit = base;
        for (int i = 1; i < UNITS.length(); i++) {
            unit *= base;
            if (bytes < unit || i == UNITS.length() - 1) {
                String letter = UNITS.substring(i, i + 1);
                String name = binary
                        ? letter.toUpperCase(Locale.ROOT) + "iB"
                        : (i == 1 ? letter : letter.toUpperCase(Locale.ROOT)) + "B";
                return fixed(base * bytes / unit, 1) + " " + name;
            }
        }
        throw new IllegalStateException("no unit for " + bytes);
    }

    private static String fixed(double value, int digits) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return Repr.real(value);
        }
        return new BigDecimal(value).setScale(digits, RoundingMode.HALF_EVEN).toPlainString();
    }

    /** {@code int(text)}, else {@code float(text)}, else the text. */
    static @Nullable Object toNumber(@Nullable Object value) {
        if (value instanceof Undefined undefined) {
            throw undefined.error();
        }
        if (value != null && Numbers.isNumber(value)) {
            return Numbers.isFloat(value) ? Numbers.truncate(Numbers.real(value)) : Numbers.normal(Numbers.big(value));
        }
        if (!Values.isString(value)) {
            throw PyError.type("int() argument must be a string, a bytes-like object or a real number, not '"
                    + Values.typeName(value) + "'");
        }
        String text = Values.text(value);
        Object whole = Numbers.parseInt(text, 10);
        Double real = whole == null ? Numbers.parseFloat(text) : null;
        return whole != null ? whole : real != null ? (Object) real : value;
    }

    private static boolean toBool(@Nullable Object value) {
        if (value == null) {
            return false;
        }
        if (value instanceof Boolean bool) {
            return bool;
        }
        if (Values.isString(value)) {
            String text = Values.text(value).toLowerCase(Locale.ROOT);
            return text.equals("yes") || text.equals("1") || text.equals("true");
        }
        if (Numbers.isInt(value)) {
            return Numbers.big(value).signum() > 0;
        }
        return !Hashing.isHashable(value) && Values.length(value) > 0;
    }

    private static Object humanToBytes(String size, Signature.Bound a) {
        Matcher matcher = SIZE.matcher(PyText.stripped(size));
        if (!matcher.matches()) {
            return 0L;
        }
        String unit = matcher.group(2).toLowerCase(Locale.ROOT);
        unit = unit.isEmpty() ? a.text(0).toLowerCase(Locale.ROOT) : unit;
        String digits = matcher.group(1);
        Object whole = Numbers.parseInt(digits, 10);
        Double real = whole == null ? Numbers.parseFloat(digits) : null;
        if (whole == null && real == null) {
            return 0L;
        }
        boolean decimal = false;
        if (unit.matches("[kmgtpezy]b")) {
            decimal = a.truth(1);
        } else if (!unit.matches("b|[kmgtpezy](ib)?")) {
            return 0L;
        }
        int power = UNITS.indexOf(unit.charAt(0));
        BigInteger factor = decimal ? BigInteger.TEN.pow(power * 3) : BigInteger.TWO.pow(power * 10);
        return whole != null
                ? Numbers.normal(Numbers.big(whole).multiply(factor))
                : Numbers.truncate(Numbers.real(java.util.Objects.requireNonNull(real)) * factor.doubleValue());
    }
}
