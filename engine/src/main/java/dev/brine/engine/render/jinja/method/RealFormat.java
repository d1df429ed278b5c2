package dev.brine.engine.render.jinja.method;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Floats in the notations e, f and g of C and Python: exact digits, half to even. */
final class RealFormat {
    private RealFormat() {}

    /**
     * The absolute value as text.
     *
     * @param type one of {@code e E f F g G}
     * @param alternate keep the point and zeros ({@code #})
     */
    static String format(double number, char type, int precision, boolean alternate) {
        double value = Math.abs(number);
        boolean upper = Character.isUpperCase(type);
        String text;
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            text = Double.isNaN(value) ? "nan" : "inf";
        } else {
            text = switch (Character.toLowerCase(type)) {
                case 'e' -> scientific(value, precision, alternate);
                case 'f' -> fixed(value, precision) + (alternate && precision == 0 ? "." : "");
                default -> general(value, precision == 0 ? 1 : precision, alternate);
            };
        }
        return upper ? text.toUpperCase(Locale.ROOT) : text;
    }

    private static String fixed(double value, int precision) {
        return new BigDecimal(value).setScale(precision, RoundingMode.HALF_EVEN).toPlainString();
    }

    private static String scientific(double value, int precision, boolean alternate) {
        BigDecimal rounded = round(value, precision + 1);
        int exponent = value == 0 ? 0 : rounded.precision() - rounded.scale() - 1;
        String digits = pad(rounded.unscaledValue().toString(), precision + 1);
        String mantissa = precision == 0
                ? digits.substring(0, 1) + (alternate ? "." : "")
                : digits.charAt(0) + "." + digits.substring(1, precision + 1);
        return mantissa + exponent(exponent);
    }

    private static BigDecimal round(double value, int digits) {
        return new BigDecimal(value).round(new MathContext(digits, RoundingMode.HALF_EVEN));
    }

    private static String pad(String digits, int count) {
        return digits.length() >= count ? digits : digits + "0".repeat(count - digits.length());
    }

    private static String exponent(int exponent) {
        String power = String.valueOf(Math.abs(exponent));
        return "e" + (exponent < 0 ? "-" : "+") + (power.length() < 2 ? "0" + power : power);
    }

    private static String general(double value, int precision, boolean alternate) {
        BigDecimal rounded = round(value, precision);
        int exponent = value == 0 ? 0 : rounded.precision() - rounded.scale() - 1;
        if (exponent >= -4 && exponent < precision) {
            String text = rounded.setScale(Math.max(0, precision - 1 - exponent), RoundingMode.HALF_EVEN)
                    .toPlainString();
            return alternate ? (text.indexOf('.') < 0 ? text + "." : text) : stripZeros(text);
        }
        String text = scientific(value, precision - 1, alternate);
        int e = text.indexOf('e');
        return alternate ? text : stripZeros(text.substring(0, e)) + text.substring(e);
    }

    private static String stripZeros(String text) {
        if (text.indexOf('.') < 0) {
            return text;
        }
        int end = text.length();
        while (text.charAt(end - 1) == '0') {
            end--;
        }
        return text.substring(0, text.charAt(end - 1) == '.' ? end - 1 : end);
    }
}
