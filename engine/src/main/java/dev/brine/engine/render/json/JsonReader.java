package dev.brine.engine.render.json;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON text as Python's {@code json.loads} does: NaN and Infinity are numbers, integers have any size, of
 * equal keys the last wins in the first one's place. Nesting is limited to {@value #DEPTH} levels.
 */
public final class JsonReader {
    private static final int DEPTH = 900;
    private static final int DIGITS = 4300;

    private final String text;
    private int at;
    private int depth;

    private JsonReader(String text) {
        this.text = text;
    }

    /**
     * The plain value of {@code text}.
     *
     * @throws JsonError in Python's words
     */
    public static @Nullable Object read(String text) {
        if (text.startsWith("\uFEFF")) {
            throw new JsonError("Unexpected UTF-8 BOM (decode using utf-8-sig)", text, 0);
        }
        JsonReader reader = new JsonReader(text);
        reader.blanks();
        Object value = reader.value();
        reader.blanks();
        if (reader.at < text.length()) {
            throw reader.error("Extra data", reader.at);
        }
        return value;
    }

    private @Nullable Object value() {
        int start = at;
        int c = peek();
        switch (c) {
            case '"':
                at++;
                return string();
            case '{':
                at++;
                return nested(this::object);
            case '[':
                at++;
                return nested(this::array);
            case 'n':
                return word("null", null, start);
            case 't':
                return word("true", true, start);
            case 'f':
                return word("false", false, start);
            case 'N':
                return word("NaN", Double.NaN, start);
            case 'I':
                return word("Infinity", Double.POSITIVE_INFINITY, start);
            default:
                if (c == '-' && text.startsWith("-Infinity", at)) {
                    return word("-Infinity", Double.NEGATIVE_INFINITY, start);
                }
                return number(start);
        }
    }

    private Object nested(java.util.function.Supplier<Object> body) {
        if (++depth > DEPTH) {
            throw error("Nested too deep", at - 1);
        }
        Object value = body.get();
        depth--;
        return value;
    }

    private @Nullable Object word(String word, @Nullable Object value, int start) {
        if (!text.startsWith(word, start)) {
            throw error("Expecting value", start);
        }
        at = start + word.length();
        return value;
    }

    private Object number(int start) {
        int i = start;
        if (charAt(i) == '-') {
            i++;
        }
        int digits = i;
        i = digits(i);
        if (i == digits) {
            throw error("Expecting value", start);
        }
        if (charAt(digits) == '0') {
            i = digits + 1;
        }
        int integerEnd = i;
        boolean whole = true;
        if (charAt(i) == '.' && digits(i + 1) > i + 1) {
            i = digits(i + 1);
            whole = false;
        }
        if (charAt(i) == 'e' || charAt(i) == 'E') {
            int sign = charAt(i + 1) == '+' || charAt(i + 1) == '-' ? i + 2 : i + 1;
            if (digits(sign) > sign) {
                i = digits(sign);
                whole = false;
            }
        }
        at = i;
        if (!whole) {
            return Double.valueOf(text.substring(start, i));
        }
        if (integerEnd - digits > DIGITS) {
            throw error("Exceeds the limit (" + DIGITS + " digits) for integer string conversion", start);
        }
        BigInteger number = new BigInteger(text.substring(start, i));
        return number.bitLength() < 64 ? (Object) number.longValue() : number;
    }

    private int digits(int from) {
        int i = from;
        while (charAt(i) >= '0' && charAt(i) <= '9') {
            i++;
        }
        return i;
    }

    private List<@Nullable Object> array() {
        List<@Nullable Object> list = new ArrayList<>();
        blanks();
        if (peek() == ']') {
            at++;
            return list;
        }
        while (true) {
            list.add(value());
            blanks();
            int c = peek();
            at++;
            if (c == ']') {
                return list;
            }
            if (c != ',') {
                throw error("Expecting ',' delimiter", at - 1);
            }
            blanks();
        }
    }

    private Map<String, @Nullable Object> object() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        blanks();
        if (peek() == '}') {
            at++;
            return map;
        }
        if (peek() != '"') {
            throw error("Expecting property name enclosed in double quotes", at);
        }
        while (true) {
            at++;
            String key = string();
            blanks();
            if (peek() != ':') {
                throw error("Expecting ':' delimiter", at);
            }
            at++;
            blanks();
            map.put(key, value());
            blanks();
            int c = peek();
            at++;
            if (c == '}') {
                return map;
            }
            if (c != ',') {
                throw error("Expecting ',' delimiter", at - 1);
            }
            blanks();
            if (peek() != '"') {
                throw error("Expecting property name enclosed in double quotes", at);
            }
        }
    }

    private String string() {
        int begin = at - 1;
        StringBuilder out = null;
        int from = at;
        while (true) {
            int c = peek();
            if (c < 0) {
                throw error("Unterminated string starting at", begin);
            }
            if (c == '"') {
                String tail = text.substring(from, at);
                at++;
                return out == null ? tail : out.append(tail).toString();
            }
            if (c < 0x20) {
                throw error("Invalid control character at", at);
            }
            if (c == '\\') {
                out = out == null ? new StringBuilder() : out;
                out.append(text, from, at);
                escape(out, begin);
                from = at;
            } else {
                at++;
            }
        }
    }

    private void escape(StringBuilder out, int begin) {
        at++;
        int c = peek();
        if (c < 0) {
            throw error("Unterminated string starting at", begin);
        }
        at++;
        switch (c) {
            case '"', '\\', '/' -> out.append((char) c);
            case 'b' -> out.append('\b');
            case 'f' -> out.append('\f');
            case 'n' -> out.append('\n');
            case 'r' -> out.append('\r');
            case 't' -> out.append('\t');
            case 'u' -> {
                int code = 0;
                for (int i = 0; i < 4; i++) {
                    int digit = Character.digit(charAt(at + i), 16);
                    if (digit < 0 || charAt(at + i) > 127) {
                        throw error("Invalid \\uXXXX escape", at - 1);
                    }
                    code = code * 16 + digit;
                }
                at += 4;
                out.append((char) code);
            }
            default -> throw error("Invalid \\escape", at - 2);
        }
    }

    private void blanks() {
        while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private int peek() {
        return at < text.length() ? text.charAt(at) : -1;
    }

    private char charAt(int index) {
        return index < text.length() ? text.charAt(index) : '\0';
    }

    private JsonError error(String problem, int where) {
        return new JsonError(problem, text, where);
    }
}
