package dev.brine.engine.render.jinja.value;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Python's {@code repr()}: how values look inside lists and error texts. */
public final class Repr {
    private Repr() {}

    /** {@code repr(value)}; tainted text inside gives its real characters. */
    public static String repr(@Nullable Object value) {
        StringBuilder out = new StringBuilder();
        append(out, value, null);
        return out.toString();
    }

    static void append(StringBuilder out, @Nullable Object value, @Nullable IdentityHashMap<Object, Object> open) {
        if (value == null) {
            out.append("None");
        } else if (value instanceof String s) {
            string(out, s);
        } else if (value instanceof Boolean b) {
            out.append(b ? "True" : "False");
        } else if (value instanceof Double || value instanceof Float) {
            out.append(real(((Number) value).doubleValue()));
        } else if (value instanceof Number) {
            out.append(value);
        } else if (value instanceof Text text) {
            if (text.isMarkup()) {
                out.append("Markup(");
                string(out, text.toString());
                out.append(')');
            } else {
                string(out, text.toString());
            }
        } else if (value instanceof byte[] bytes) {
            bytes(out, bytes);
        } else if (value instanceof PyRange) {
            out.append(value);
        } else {
            nested(out, value, open == null ? new IdentityHashMap<>() : open);
        }
    }

    private static void nested(StringBuilder out, Object value, IdentityHashMap<Object, Object> open) {
        if (open.put(value, value) != null) {
            out.append(value instanceof Map ? "{...}" : value instanceof Tuple ? "(...)" : "[...]");
            return;
        }
        if (value instanceof Map<?, ?> map) {
            map(out, map, open);
        } else if (value instanceof Tuple tuple) {
            tuple(out, tuple, open);
        } else if (value instanceof DictView view) {
            out.append(view.part().typeName()).append("([");
            items(out, view, open);
            out.append("])");
        } else if (value instanceof Set<?> set) {
            out.append(set.isEmpty() ? "set()" : "{");
            items(out, set, open);
            out.append(set.isEmpty() ? "" : "}");
        } else if (value instanceof Collection<?> list) {
            out.append('[');
            items(out, list, open);
            out.append(']');
        } else {
            out.append(other(value));
        }
        open.remove(value);
    }

    private static void map(StringBuilder out, Map<?, ?> map, IdentityHashMap<Object, Object> open) {
        out.append('{');
        String separator = "";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            out.append(separator);
            append(out, entry.getKey(), open);
            out.append(": ");
            append(out, entry.getValue(), open);
            separator = ", ";
        }
        out.append('}');
    }

    private static void tuple(StringBuilder out, Tuple tuple, IdentityHashMap<Object, Object> open) {
        out.append('(');
        items(out, tuple, open);
        out.append(tuple.size() == 1 ? ",)" : ")");
    }

    private static void items(StringBuilder out, Collection<?> items, IdentityHashMap<Object, Object> open) {
        String separator = "";
        for (Object item : items) {
            out.append(separator);
            append(out, item, open);
            separator = ", ";
        }
    }

    private static String other(Object value) {
        if (value instanceof Undefined) {
            return "Undefined";
        }
        if (value instanceof PyObject object) {
            return object.repr();
        }
        if (value instanceof LocalDateTime time) {
            return dateTime(time);
        }
        if (value instanceof PyIterator iterator) {
            return "<" + iterator.typeName() + " object at 0x" + address(value) + ">";
        }
        return "<" + Values.typeName(value) + " at 0x" + address(value) + ">";
    }

    private static String address(Object value) {
        return String.format("%012x", 0x7f0000000000L + 16L * (System.identityHashCode(value) & 0xfffffffL));
    }

    private static String dateTime(LocalDateTime t) {
        StringBuilder out = new StringBuilder("datetime.datetime(");
        out.append(t.getYear())
                .append(", ")
                .append(t.getMonthValue())
                .append(", ")
                .append(t.getDayOfMonth());
        out.append(", ").append(t.getHour()).append(", ").append(t.getMinute());
        int micros = t.getNano() / 1000;
        if (t.getSecond() != 0 || micros != 0) {
            out.append(", ").append(t.getSecond());
        }
        if (micros != 0) {
            out.append(", ").append(micros);
        }
        return out.append(')').toString();
    }

    /** Python's quotes: single unless the text has single ones and no double ones. */
    static void string(StringBuilder out, String s) {
        char quote = s.indexOf('\'') >= 0 && s.indexOf('"') < 0 ? '"' : '\'';
        out.append(quote);
        for (int i = 0; i < s.length(); ) {
            int c = s.codePointAt(i);
            i += Character.charCount(c);
            if (c == quote || c == '\\') {
                out.append('\\').append((char) c);
            } else if (c == '\n') {
                out.append("\\n");
            } else if (c == '\r') {
                out.append("\\r");
            } else if (c == '\t') {
                out.append("\\t");
            } else if (c < 0x20 || c == 0x7f) {
                out.append(String.format("\\x%02x", c));
            } else if (c < 0x7f || isPrintable(c)) {
                out.appendCodePoint(c);
            } else if (c <= 0xff) {
                out.append(String.format("\\x%02x", c));
            } else if (c <= 0xffff) {
                out.append(String.format("\\u%04x", c));
            } else {
                out.append(String.format("\\U%08x", c));
            }
        }
        out.append(quote);
    }

    /** Python's {@code str.isprintable} for one character. */
    public static boolean isPrintable(int c) {
        if (c == ' ') {
            return true;
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SPACE_SEPARATOR -> false;
            default -> true;
        };
    }

    private static void bytes(StringBuilder out, byte[] bytes) {
        boolean single = false;
        boolean dbl = false;
        for (byte b : bytes) {
            single |= b == '\'';
            dbl |= b == '"';
        }
        char quote = single && !dbl ? '"' : '\'';
        out.append('b').append(quote);
        for (byte b : bytes) {
            int c = b & 0xff;
            switch (c) {
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\\' -> out.append("\\\\");
                default -> {
                    if (c == quote) {
                        out.append('\\').append(quote);
                    } else if (c < 0x20 || c >= 0x7f) {
                        out.append(String.format("\\x%02x", c));
                    } else {
                        out.append((char) c);
                    }
                }
            }
        }
        out.append(quote);
    }

    /** Python's shortest float text that reads back equal. */
    public static String real(double value) {
        if (Double.isNaN(value)) {
            return "nan";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        if (value == 0) {
            return 1 / value < 0 ? "-0.0" : "0.0";
        }
        BigDecimal shortest = shortest(Math.abs(value));
        String digits = shortest.unscaledValue().toString();
        int exponent = digits.length() - shortest.scale() - 1;
        String sign = value < 0 ? "-" : "";
        if (exponent >= -4 && exponent < 16) {
            String plain = shortest.toPlainString();
            return sign + (plain.indexOf('.') < 0 ? plain + ".0" : plain);
        }
        String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
        String power = String.valueOf(Math.abs(exponent));
        return sign + mantissa + "e" + (exponent < 0 ? "-" : "+") + (power.length() < 2 ? "0" + power : power);
    }

    /** The JDK before 19 sometimes prints a digit too many, so try shorter ones first. */
    private static BigDecimal shortest(double value) {
        BigDecimal exact = new BigDecimal(value);
        int upTo = new BigDecimal(Double.toString(value)).stripTrailingZeros().precision();
        for (int digits = Math.max(1, upTo - 2); digits < upTo; digits++) {
            BigDecimal candidate = exact.round(new java.math.MathContext(digits, RoundingMode.HALF_EVEN));
            if (candidate.doubleValue() == value) {
                return candidate.stripTrailingZeros();
            }
        }
        return new BigDecimal(Double.toString(value)).stripTrailingZeros();
    }
}
