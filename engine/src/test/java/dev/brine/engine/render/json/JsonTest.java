package dev.brine.engine.render.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {

    @Test
    void readsWhatPythonReads() {
        assertThat(JsonReader.read("{\"a\": [1, -2.5e3, NaN, 123456789012345678901234567890], \"b\": \"\\u00e9\\n\"}"))
                .isEqualTo(Map.of(
                        "a",
                        List.of(1L, -2500.0, Double.NaN, new BigInteger("123456789012345678901234567890")),
                        "b",
                        "é\n"));
    }

    @Test
    void complainsInPythonsWords() {
        refused("{bad", "Expecting property name enclosed in double quotes: line 1 column 2 (char 1)");
        refused("[1,\n2 3]", "Expecting ',' delimiter: line 2 column 3 (char 6)");
        refused("", "Expecting value: line 1 column 1 (char 0)");
        refused("1 2", "Extra data: line 1 column 3 (char 2)");
        refused("\"a", "Unterminated string starting at: line 1 column 1 (char 0)");
        refused("{\"a\" 1}", "Expecting ':' delimiter: line 1 column 6 (char 5)");
    }

    private static void refused(String text, String message) {
        assertThatThrownBy(() -> JsonReader.read(text))
                .isInstanceOf(JsonError.class)
                .hasMessage(message);
    }

    @Test
    void deepTextIsRefusedNotFollowed() {
        assertThatThrownBy(() -> JsonReader.read("[".repeat(1_000_000))).isInstanceOf(JsonError.class);
    }

    @Test
    void writesPythonsLayout() {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("b", List.of(1L, 2.0, true, "é\u2028\"\\"));
        value.put("a", Map.of());
        assertThat(JsonWriter.write(value, JsonStyle.PYTHON))
                .isEqualTo("{\"b\": [1, 2.0, true, \"\\u00e9\\u2028\\\"\\\\\"], \"a\": {}}");
        assertThat(JsonWriter.write(value, JsonStyle.SALT.sorted(true).indented(1)))
                .isEqualTo("{\n \"a\": {},\n \"b\": [\n  1,\n  2.0,\n  true,\n  \"é\u2028\\\"\\\\\"\n ]\n}");
    }
}
