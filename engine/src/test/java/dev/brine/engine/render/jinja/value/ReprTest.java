package dev.brine.engine.render.jinja.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReprTest {
    @ParameterizedTest
    @CsvSource({
        "1.0, 1.0",
        "-0.0, -0.0",
        "0.1, 0.1",
        "1e15, 1000000000000000.0",
        "1e16, 1e+16",
        "1e22, 1e+22",
        "2e-5, 2e-05",
        "0.0001, 0.0001",
        "123456789.123, 123456789.123",
        "1.7976931348623157e308, 1.7976931348623157e+308",
        "4.9e-324, 5e-324",
        "2.0000000000000002e0, 2.0",
        "9007199254740993, 9007199254740992.0",
        "2.2250738585072014e-308, 2.2250738585072014e-308",
        "1e23, 1e+23",
        "NaN, nan",
        "Infinity, inf",
        "-Infinity, -inf"
    })
    void floatsPrintTheirShortestFormAsInPython(double value, String wanted) {
        assertThat(Repr.repr(value)).isEqualTo(wanted);
    }

    @Test
    void containersPrintAsInPython() {
        Map<Object, Object> map = new LinkedHashMap<>();
        map.put("a", Arrays.asList(null, true, "it's"));
        map.put(1L, Tuple.of("x"));
        map.put("b", new byte[] {0, 'q', '\''});
        assertThat(Repr.repr(map)).isEqualTo("{'a': [None, True, \"it's\"], 1: ('x',), 'b': b\"\\x00q'\"}");
        assertThat(Repr.repr(new LinkedHashSet<>())).isEqualTo("set()");
        assertThat(Repr.repr(new PyRange(0, 3, 1))).isEqualTo("range(0, 3)");
        assertThat(Repr.repr(BigInteger.TWO.pow(70))).isEqualTo("1180591620717411303424");
    }

    @Test
    void listInsideItselfPrintsDots() {
        List<Object> list = new ArrayList<>();
        list.add(list);
        assertThat(Repr.repr(list)).isEqualTo("[[...]]");
    }

    @Test
    void unprintableCharactersAreEscaped() {
        assertThat(Repr.repr("a\n\t\u0007\u200b\u00a0é☃😀")).isEqualTo("'a\\n\\t\\x07\\u200b\\xa0é☃😀'");
    }
}
