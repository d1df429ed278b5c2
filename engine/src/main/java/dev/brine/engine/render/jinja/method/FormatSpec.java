package dev.brine.engine.render.jinja.method;

import dev.brine.engine.render.jinja.limit.Budget;
import dev.brine.engine.render.jinja.value.Numbers;
import dev.brine.engine.render.jinja.value.PyError;
import dev.brine.engine.render.jinja.value.Repr;
import dev.brine.engine.render.jinja.value.Strftime;
import dev.brine.engine.render.jinja.value.Text;
import dev.brine.engine.render.jinja.value.TextBuilder;
import dev.brine.engine.render.jinja.value.Values;
import java.math.BigInteger;
import java.time.LocalDateTime;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What stands behind the colon in <code>'{:>10}'.format(x)</code>: fill, align, sign, width, grouping, precision, type. */
final class FormatSpec {
    private String fill = " ";
    private char align;
    private char sign = '-';
    private boolean alternate;
    private int width;
    private char grouping;
    private int precision = -1;
    private char type;

    private FormatSpec(String spec, @Nullable Object value) {
        int at = 0;
        int first = spec.isEmpty() ? 0 : Character.charCount(spec.codePointAt(0));
        if (spec.length() > first && "<>=^".indexOf(spec.charAt(first)) >= 0) {
            fill = spec.substring(0, first);
            align = spec.charAt(first);
            at = first + 1;
        } else if (!spec.isEmpty() && "<>=^".indexOf(spec.charAt(0)) >= 0) {
            align = spec.charAt(at++);
        }
        if (at < spec.length() && "+- ".indexOf(spec.charAt(at)) >= 0) {
            sign = spec.charAt(at++);
        }
        if (at < spec.length() && spec.charAt(at) == '#') {
            alternate = true;
            at++;
        }
        if (at < spec.length() && spec.charAt(at) == '0') {
            at++;
            if (align == 0) {
                fill = "0";
                align = Values.isString(value) ? '<' : '=';
            }
        }
        int digits = digits(spec, at);
        width = at == digits ? 0 : Integer.parseInt(spec.substring(at, digits));
        at = digits;
        if (at < spec.length() && ",_".indexOf(spec.charAt(at)) >= 0) {
            grouping = spec.charAt(at++);
        }
        if (at < spec.length() && spec.charAt(at) == '.') {
            digits = digits(spec, ++at);
            if (digits == at) {
                throw PyError.value("Format specifier missing precision");
            }
            precision = Integer.parseInt(spec.substring(at, digits));
            at = digits;
        }
        if (at < spec.length()) {
            type = spec.charAt(at++);
        }
        if (at < spec.length()) {
            throw PyError.value("Invalid format specifier"
                    + (" '" + spec + "' for object of type '" + Values.typeName(value) + "'"));
        }
    }

    private static int digits(String spec, int from) {
        int at = from;
        while (at < spec.length() && spec.charAt(at) >= '0' && spec.charAt(at) <= '9') {
            at++;
        }
        if (at - from > 9) {
            throw PyError.value("Too many decimal digits in format string");
        }
        return at;
    }

    /** {@code format(value, spec)}: a String, or a {@link Text} when the value is tainted. */
    static Object format(@Nullable Object value, String spec, Budget budget) {
        if (spec.isEmpty()) {
            return Values.string(value);
        }
        if (value instanceof LocalDateTime time) {
            return Strftime.format(time, spec);
        }
        boolean number = value != null && Numbers.isNumber(value);
        if (!number && !Values.isString(value)) {
            throw PyError.type("unsupported format string passed to " + Values.typeName(value) + ".__format__");
        }
        FormatSpec parsed = new FormatSpec(spec, value);
        budget.checkChars(Math.max(parsed.width, parsed.precision));
        if (value == null || !number) {
            return parsed.string(java.util.Objects.requireNonNull(value));
        }
        boolean asReal = Numbers.isFloat(value) || (parsed.type != 0 && "eEfFgG%".indexOf(parsed.type) >= 0);
        return asReal ? parsed.real(Numbers.real(value)) : parsed.integer(Numbers.big(value));
    }

    private Object string(Object value) {
        if (type != 0 && type != 's') {
            throw PyError.value("Unknown format code '" + type + "' for object of type 'str'");
        }
        if (grouping != 0) {
            throw PyError.value("Cannot specify '" + grouping + "' with 's'.");
        }
        if (align == '=') {
            throw PyError.value("'=' alignment not allowed in string format specifier");
        }
        Object kept = value;
        if (precision >= 0 && precision < Values.length(value)) {
            int end = value.toString().offsetByCodePoints(0, precision);
            kept = value instanceof Text text
                    ? text.slice(0, end)
                    : value.toString().substring(0, end);
        }
        int missing = Math.max(0, width - Values.length(kept));
        int left = align == '>' ? missing : align == '^' ? missing / 2 : 0;
        return new TextBuilder()
                .append(fill.repeat(left))
                .append(kept)
                .append(fill.repeat(missing - left))
                .build();
    }

    private String integer(BigInteger number) {
        if (precision >= 0) {
            throw PyError.value("Precision not allowed in integer format specifier");
        }
        String digits = switch (type) {
            case 0, 'd', 'n' -> number.abs().toString();
            case 'b' -> number.abs().toString(2);
            case 'o' -> number.abs().toString(8);
            case 'x' -> number.abs().toString(16);
            case 'X' -> number.abs().toString(16).toUpperCase(Locale.ROOT);
            case 'c' -> character(number);
            default -> throw PyError.value("Unknown format code '" + type + "' for object of type 'int'");
        };
        String prefix = alternate && type != 0 && "boxX".indexOf(type) >= 0 ? "0" + type : "";
        int group = type != 0 && "boxX".indexOf(type) >= 0 ? 4 : 3;
        return number(number.signum() < 0, prefix, digits, "", group);
    }

    private static String character(BigInteger number) {
        if (number.bitLength() > 21 || !Character.isValidCodePoint(number.intValue())) {
            throw PyError.of("OverflowError", "%c arg not in range(0x110000)");
        }
        return new String(Character.toChars(number.intValue()));
    }

    private String real(double number) {
        boolean percent = type == '%';
        String digits;
        if (type == 0 && precision < 0) {
            digits = Repr.real(Math.abs(number));
        } else if (type == 0) {
            digits = withPoint(RealFormat.format(number, 'g', precision, alternate), number);
        } else if ("eEfFgGn%".indexOf(type) >= 0) {
            char notation = percent ? 'f' : type == 'n' ? 'g' : type;
            digits = RealFormat.format(
                    percent ? number * 100 : number, notation, precision < 0 ? 6 : precision, alternate);
        } else {
            throw PyError.value("Unknown format code '" + type + "' for object of type 'float'");
        }
        int end = 0;
        while (end < digits.length() && Character.isDigit(digits.charAt(end))) {
            end++;
        }
        boolean negative = number < 0 || (number == 0 && 1 / number < 0);
        String tail = digits.substring(end) + (percent ? "%" : "");
        return number(negative, "", digits.substring(0, end), tail, 3);
    }

    private static String withPoint(String digits, double number) {
        boolean bare = digits.indexOf('.') < 0 && digits.indexOf('e') < 0 && !Double.isInfinite(number);
        return bare && !Double.isNaN(number) ? digits + ".0" : digits;
    }

    private String number(boolean negative, String prefix, String digits, String tail, int group) {
        String mark = negative ? "-" : sign == '-' ? "" : String.valueOf(sign);
        char where = align == 0 ? '>' : align;
        boolean zeros = where == '=' && fill.equals("0");
        int fixed = mark.length() + prefix.length() + tail.length();
        String shown = grouping == 0 ? digits : grouped(digits, group, zeros ? width - fixed : 0);
        int missing = Math.max(0, width - fixed - shown.length());
        return switch (where) {
            case '=' -> mark + prefix + fill.repeat(missing) + shown + tail;
            case '<' -> mark + prefix + shown + tail + fill.repeat(missing);
            case '^' -> fill.repeat(missing / 2) + mark + prefix + shown + tail + fill.repeat(missing - missing / 2);
            default -> fill.repeat(missing) + mark + prefix + shown + tail;
        };
    }

    private String grouped(String digits, int size, int least) {
        StringBuilder out = new StringBuilder();
        int taken = 0;
        while (taken < digits.length() || out.length() < least) {
            if (taken > 0 && taken % size == 0) {
                out.append(grouping);
            }
            out.append(taken < digits.length() ? digits.charAt(digits.length() - 1 - taken) : '0');
            taken++;
        }
        return out.reverse().toString();
    }
}
