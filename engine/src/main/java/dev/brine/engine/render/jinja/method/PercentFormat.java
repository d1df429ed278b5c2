package dev.brine.engine.render.jinja.method;

import dev.brine.engine.render.jinja.limit.Budget;
import dev.brine.engine.render.jinja.value.Dicts;
import dev.brine.engine.render.jinja.value.Escape;
import dev.brine.engine.render.jinja.value.Numbers;
import dev.brine.engine.render.jinja.value.PyError;
import dev.brine.engine.render.jinja.value.PyObject;
import dev.brine.engine.render.jinja.value.Repr;
import dev.brine.engine.render.jinja.value.Text;
import dev.brine.engine.render.jinja.value.TextBuilder;
import dev.brine.engine.render.jinja.value.Tuple;
import dev.brine.engine.render.jinja.value.Undefined;
import dev.brine.engine.render.jinja.value.Values;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code 'a %s b' % value}: printf formatting. One object per formatting. */
public final class PercentFormat {
    private final String format;
    private final Object template;
    private final @Nullable Object values;
    private final Budget budget;
    private final boolean escape;
    private final TextBuilder out = new TextBuilder();
    private int at;
    private int used;
    private boolean byName;

    private PercentFormat(Object template, @Nullable Object values, Budget budget) {
        this.template = template;
        this.format = template.toString();
        this.values = values;
        this.budget = budget;
        this.escape = template instanceof Text text && text.isMarkup();
    }

    /** A String, or a {@link Text} when the template is Markup or something tainted went in. */
    public static Object format(@Nullable Object template, @Nullable Object values, Budget budget) {
        return new PercentFormat(java.util.Objects.requireNonNull(template), values, budget).run();
    }

    private Object run() {
        while (at < format.length()) {
            int next = format.indexOf('%', at);
            if (next < 0) {
                next = format.length();
            }
            out.append(template, at, next);
            at = next;
            if (at < format.length()) {
                at++;
                conversion();
            }
            budget.checkChars(out.length());
        }
        if (!byName && used < given()) {
            throw PyError.type("not all arguments converted during string formatting");
        }
        return escape ? out.buildMarkup() : out.build();
    }

    private int given() {
        if (values instanceof Tuple tuple) {
            return tuple.size();
        }
        boolean mapping = values instanceof Map || values instanceof List || values instanceof Undefined;
        return mapping ? Math.min(used, 1) : 1;
    }

    private @Nullable Object argument() {
        int index = used++;
        if (values instanceof Tuple tuple) {
            if (index < tuple.size()) {
                return tuple.get(index);
            }
        } else if (index == 0) {
            return values;
        }
        throw PyError.type("not enough arguments for format string");
    }

    private char peek() {
        if (at >= format.length()) {
            throw PyError.value("incomplete format");
        }
        return format.charAt(at);
    }

    private void conversion() {
        Object named = PyObject.ABSENT;
        if (peek() == '(') {
            named = named();
        }
        Spec spec = new Spec();
        while ("-+ #0".indexOf(peek()) >= 0) {
            spec.flag(format.charAt(at++));
        }
        spec.width = number();
        if (spec.width < -1) {
            spec.left = true;
            spec.width = -spec.width;
        }
        if (peek() == '.') {
            at++;
            spec.precision = Math.max(0, number());
        }
        while ("hlL".indexOf(peek()) >= 0) {
            at++;
        }
        char type = format.charAt(at++);
        if (type == '%') {
            out.append('%');
            return;
        }
        budget.checkChars(Math.max(spec.width, spec.precision));
        Object value = named == PyObject.ABSENT ? argument() : named;
        append(spec, type, value);
    }

    private @Nullable Object named() {
        int depth = 1;
        int from = ++at;
        while (depth > 0) {
            if (at >= format.length()) {
                throw PyError.value("incomplete format key");
            }
            char c = format.charAt(at++);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        }
        if (values instanceof List && !(values instanceof Tuple)) {
            throw PyError.type("list indices must be integers or slices, not str");
        }
        if (!(values instanceof Map<?, ?> map)) {
            throw PyError.type("format requires a mapping");
        }
        byName = true;
        String key = format.substring(from, at - 1);
        Object value = Dicts.get(map, key, PyObject.ABSENT);
        if (value == PyObject.ABSENT) {
            throw PyError.key(Repr.repr(key));
        }
        return value;
    }

    private int number() {
        if (peek() == '*') {
            at++;
            Object value = argument();
            if (!Numbers.isInt(value)) {
                throw PyError.type("* wants int");
            }
            return Numbers.index(value);
        }
        int from = at;
        while (peek() >= '0' && peek() <= '9') {
            at++;
        }
        if (at - from > 9) {
            throw PyError.value("width too big");
        }
        return from == at ? -1 : Integer.parseInt(format.substring(from, at));
    }

    private void append(Spec spec, char type, @Nullable Object value) {
        switch (type) {
            case 's' -> string(spec, escape ? Escape.escape(Values.string(value)) : Values.string(value));
            case 'r', 'a' -> string(spec, escape ? Escape.escape(Repr.repr(value)) : repr(value));
            case 'c' -> string(spec, character(value));
            case 'd', 'i', 'u' -> integer(spec, whole(value, type));
            case 'x', 'X', 'o' -> radix(spec, type, value);
            case 'e', 'E', 'f', 'F', 'g', 'G' -> real(spec, type, value);
            default ->
                throw PyError.value(String.format(
                        "unsupported format character '%c' (0x%x) at index %d", type, (int) type, at - 1));
        }
    }

    private static Object repr(@Nullable Object value) {
        String text = Repr.repr(value);
        String origin = dev.brine.engine.render.jinja.value.Taint.origin(value);
        return origin == null ? text : Text.tainted(text, origin);
    }

    private static Object character(@Nullable Object value) {
        if (value != null && Numbers.isInt(value)) {
            int point = Numbers.index(value);
            if (!Character.isValidCodePoint(point)) {
                throw PyError.of("OverflowError", "%c arg not in range(0x110000)");
            }
            return new String(Character.toChars(point));
        }
        if (value == null || !Values.isString(value) || Values.length(value) != 1) {
            throw PyError.type("%c requires int or char");
        }
        return value;
    }

    private void string(Spec spec, Object string) {
        int length = Values.length(string);
        if (spec.precision >= 0 && spec.precision < length) {
            String text = string.toString();
            int end = text.offsetByCodePoints(0, spec.precision);
            string = string instanceof Text t ? t.slice(0, end) : text.substring(0, end);
            length = spec.precision;
        }
        String blanks = " ".repeat(Math.max(0, spec.width - length));
        if (spec.left) {
            out.append(string).append(blanks);
        } else {
            out.append(blanks).append(string);
        }
    }

    private static BigInteger whole(@Nullable Object value, char type) {
        Object number = Values.bare(value);
        if (number instanceof Undefined undefined) {
            throw undefined.error();
        }
        if (number == null || !Numbers.isNumber(number)) {
            throw PyError.type("%" + type + " format: a real number is required, not " + Values.typeName(value));
        }
        return Numbers.isFloat(number) ? Numbers.big(Numbers.truncate(Numbers.real(number))) : Numbers.big(number);
    }

    private void integer(Spec spec, BigInteger number) {
        String digits = number.abs().toString();
        if (digits.length() < spec.precision) {
            digits = "0".repeat(spec.precision - digits.length()) + digits;
        }
        signed(spec, number.signum() < 0, "", digits);
    }

    private void radix(Spec spec, char type, @Nullable Object value) {
        Object number = Values.bare(value);
        if (number == null || !Numbers.isInt(number)) {
            throw PyError.type("%" + type + " format: an integer is required, not " + Values.typeName(value));
        }
        BigInteger big = Numbers.big(number);
        String digits = big.abs().toString(type == 'o' ? 8 : 16);
        if (digits.length() < spec.precision) {
            digits = "0".repeat(spec.precision - digits.length()) + digits;
        }
        String prefix = spec.alternate ? "0" + type : "";
        signed(spec, big.signum() < 0, prefix, type == 'X' ? digits.toUpperCase(Locale.ROOT) : digits);
    }

    private void real(Spec spec, char type, @Nullable Object value) {
        if (value instanceof Undefined undefined) {
            throw undefined.error();
        }
        if (value == null || !Numbers.isNumber(value)) {
            throw PyError.type("must be real number, not " + Values.typeName(value));
        }
        double number = Numbers.real(value);
        String digits = RealFormat.format(number, type, spec.precision < 0 ? 6 : spec.precision, spec.alternate);
        signed(spec, number < 0 || (number == 0 && 1 / number < 0), "", digits);
    }

    private void signed(Spec spec, boolean negative, String prefix, String digits) {
        String sign = negative ? "-" : spec.plus ? "+" : spec.space ? " " : "";
        int missing = Math.max(0, spec.width - sign.length() - prefix.length() - digits.length());
        if (spec.left) {
            out.append(sign + prefix + digits + " ".repeat(missing));
        } else if (spec.zero) {
            out.append(sign + prefix + "0".repeat(missing) + digits);
        } else {
            out.append(" ".repeat(missing) + sign + prefix + digits);
        }
    }

    private static final class Spec {
        private boolean left;
        private boolean plus;
        private boolean space;
        private boolean alternate;
        private boolean zero;
        private int width = -1;
        private int precision = -1;

        private void flag(char c) {
            switch (c) {
                case '-' -> left = true;
                case '+' -> plus = true;
                case ' ' -> space = true;
                case '#' -> alternate = true;
                default -> zero = true;
            }
        }
    }
}
