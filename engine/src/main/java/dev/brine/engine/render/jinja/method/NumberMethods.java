package dev.brine.engine.render.jinja.method;

import dev.brine.engine.render.jinja.value.Numbers;
import dev.brine.engine.render.jinja.value.PyError;
import dev.brine.engine.render.jinja.value.PyObject;
import dev.brine.engine.render.jinja.value.Tuple;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Attributes and methods of int, bool and float. */
final class NumberMethods {
    private NumberMethods() {}

    static Object find(Object value, String name) {
        return Numbers.isFloat(value) ? ofFloat(value, Numbers.real(value), name) : ofInt(value, name);
    }

    private static Object ofInt(Object value, String name) {
        BigInteger big = Numbers.big(value);
        return switch (name) {
            case "real", "numerator" -> Numbers.normal(big);
            case "imag" -> 0L;
            case "denominator" -> 1L;
            case "bit_length" -> method(name, value, (long) big.abs().bitLength());
            case "bit_count" -> method(name, value, (long) big.abs().bitCount());
            case "conjugate" -> method(name, value, Numbers.normal(big));
            case "as_integer_ratio" -> method(name, value, Tuple.of(Numbers.normal(big), 1L));
            case "to_bytes" ->
                Methods.<Object>bound(name, value, (context, self, arguments) -> {
                    int length = arguments.count() > 0 ? Numbers.index(arguments.at(0)) : 1;
                    boolean little = arguments.count() > 1 && "little".equals(arguments.at(1));
                    return bytes(big, length, little);
                });
            default -> PyObject.ABSENT;
        };
    }

    private static byte[] bytes(BigInteger value, int length, boolean little) {
        byte[] signed = value.toByteArray();
        if (value.signum() < 0 || value.bitLength() > length * 8) {
            throw PyError.of(
                    "OverflowError",
                    value.signum() < 0 ? "can't convert negative int to unsigned" : "int too big to convert");
        }
        byte[] out = new byte[length];
        for (int i = 0; i < length; i++) {
            int from = signed.length - 1 - i;
            byte b = from >= 0 ? signed[from] : 0;
            out[little ? i : length - 1 - i] = b;
        }
        return out;
    }

    private static Object ofFloat(Object value, double number, String name) {
        return switch (name) {
            case "real" -> number;
            case "imag" -> 0.0;
            case "is_integer" -> method(name, value, number == Math.rint(number) && !Double.isInfinite(number));
            case "conjugate" -> method(name, value, number);
            case "hex" -> method(name, value, Double.toHexString(number));
            case "as_integer_ratio" -> Methods.<Object>bound(name, value, (c, self, a) -> ratio(number));
            default -> PyObject.ABSENT;
        };
    }

    private static Object ratio(double number) {
        Numbers.truncate(number);
        BigDecimal exact = new BigDecimal(number);
        BigInteger top = exact.unscaledValue();
        BigInteger bottom = BigInteger.TEN.pow(Math.max(0, exact.scale()));
        BigInteger shared = top.gcd(bottom).max(BigInteger.ONE);
        return Tuple.of(Numbers.normal(top.divide(shared)), Numbers.normal(bottom.divide(shared)));
    }

    private static Object method(String name, Object self, @Nullable Object result) {
        return Methods.<Object>bound(name, self, (context, number, arguments) -> result);
    }
}
