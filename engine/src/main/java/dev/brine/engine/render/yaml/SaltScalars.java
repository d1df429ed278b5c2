package dev.brine.engine.render.yaml;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

/** Text of typed scalars to values, as Salt's loader over PyYAML does it. Errors carry Python's words. */
final class SaltScalars {

    private SaltScalars() {}

    /** Salt drops leading zeros first, so that {@code 0644} is the number a reader sees and not an octal one. */
    static Object integer(String text) {
        String value = text;
        if (!value.equals("0") && value.startsWith("0") && !value.startsWith("0b") && !value.startsWith("0x")) {
            value = value.replaceFirst("^0+", "");
            if (value.isEmpty()) {
                value = "0";
            }
        }
        value = value.replace("_", "");
        if (value.isEmpty()) {
            throw new IllegalArgumentException("string index out of range");
        }
        boolean negative = value.startsWith("-");
        if (negative || value.startsWith("+")) {
            value = value.substring(1);
        }
        BigInteger number = magnitude(value);
        return narrow(negative ? number.negate() : number);
    }

    private static BigInteger magnitude(String value) {
        if (value.equals("0")) {
            return BigInteger.ZERO;
        }
        if (value.startsWith("0b")) {
            return digits(value.substring(2), 2);
        }
        if (value.startsWith("0x")) {
            return digits(value.substring(2), 16);
        }
        if (value.startsWith("0")) {
            return digits(value, 8);
        }
        if (value.indexOf(':') < 0) {
            return digits(value, 10);
        }
        BigInteger sum = BigInteger.ZERO;
        for (String part : value.split(":", -1)) {
            sum = sum.multiply(BigInteger.valueOf(60)).add(digits(part, 10));
        }
        return sum;
    }

    private static BigInteger digits(String text, int base) {
        try {
            return new BigInteger(text.strip(), base);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("invalid literal for int() with base " + base + ": '" + text + "'", e);
        }
    }

    private static Object narrow(BigInteger number) {
        return number.bitLength() < 64 ? (Object) number.longValue() : number;
    }

    static Double floating(String text) {
        String value = text.replace("_", "").toLowerCase(Locale.ROOT);
        if (value.isEmpty()) {
            throw new IllegalArgumentException("string index out of range");
        }
        double sign = value.startsWith("-") ? -1 : 1;
        if (value.startsWith("-") || value.startsWith("+")) {
            value = value.substring(1);
        }
        if (value.equals(".inf")) {
            return sign * Double.POSITIVE_INFINITY;
        }
        if (value.equals(".nan")) {
            return Double.NaN;
        }
        if (value.indexOf(':') < 0) {
            return sign * number(value);
        }
        String[] parts = value.split(":", -1);
        double sum = 0;
        double base = 1;
        for (int i = parts.length - 1; i >= 0; i--) {
            sum += number(parts[i]) * base;
            base *= 60;
        }
        return sign * sum;
    }

    private static double number(String text) {
        try {
            if (!text.isEmpty() && "dDfF".indexOf(text.charAt(text.length() - 1)) < 0) {
                return Double.parseDouble(text);
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("could not convert string to float: '" + text + "'", e);
        }
        throw new IllegalArgumentException("could not convert string to float: '" + text + "'");
    }

    static Boolean bool(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "yes", "true", "on" -> true;
            case "no", "false", "off" -> false;
            default -> throw new IllegalArgumentException("'" + text.toLowerCase(Locale.ROOT) + "'");
        };
    }

    /** Python's lenient decoder: everything outside the alphabet is skipped. */
    static byte[] binary(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 127) {
                throw new IllegalArgumentException(
                        "failed to convert base64 data into ascii: 'ascii' codec can't encode"
                                + " character '\\x" + Integer.toHexString(text.charAt(i)) + "' in position " + i
                                + ": ordinal not in range(128)");
            }
        }
        try {
            return Base64.getMimeDecoder().decode(text.getBytes(StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("failed to decode base64 data: Incorrect padding", e);
        }
    }
}
