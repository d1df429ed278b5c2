package dev.brine.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.cli.golden.Json;
import dev.brine.cli.golden.OddValues;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class PrintoutTest {

    /** What differs for odd values, and why it stays so. */
    private static final Map<String, String> DIFFERENT = Map.of(
            "yaml-bytes-inside", "the empty binary is written in block style",
            "json-bytes-key", "the key is shown as Python's repr(); Salt prints an empty map",
            "table-bytes-key", "the key is shown as Python's repr(), as nested does",
            "table-mixed-keys", "keys of several types are no reason to fall back to nested",
            "nested-set", "the items are shown; Salt shows none",
            "table-ints", "a list of whole numbers is a table without rows");

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @TestFactory
    Stream<DynamicTest> textEqualsSalts() throws IOException {
        List<?> cases = (List<?>) Json.resource(getClass(), "/golden/outputters.json");
        return cases.stream()
                .map(c -> (Map<?, ?>) c)
                .map(c -> DynamicTest.dynamicTest(c.get("name").toString(), () -> check(c)));
    }

    @TestFactory
    Stream<DynamicTest> textOfOddValuesEqualsSalts() throws IOException {
        List<?> cases = (List<?>) Json.resource(getClass(), "/golden/odd-outputters.json");
        return cases.stream()
                .map(c -> (Map<?, ?>) c)
                .filter(c -> !DIFFERENT.containsKey(c.get("name")))
                .map(c -> DynamicTest.dynamicTest(c.get("name").toString(), () -> check(c)));
    }

    @SuppressWarnings("unchecked")
    private void check(Map<?, ?> c) {
        Map<String, Object> options = new LinkedHashMap<>(
                Map.of("state_output", "full", "state_verbose", true, "state_output_profile", true));
        options.putAll((Map<String, Object>) c.get("opts"));
        options.put("force_color", options.getOrDefault("color", false));
        long retcode = c.get("retcode") instanceof Long code ? code : 0;
        print(options, false, OddValues.of(c.get("data")), (String) c.get("outputter"), retcode);
        String expected = (String) c.get("expected");
        if (expected == null) {
            // Salt's fails here
            assertThat(printed()).isNotEmpty();
            return;
        }
        assertThat(printed()).isEqualTo(expected.isEmpty() ? "" : expected + "\n");
    }

    @Test
    void pipeHasNoColours() {
        print(Map.of(), false, Map.of("web1", true), "", 0);
        assertThat(printed()).isEqualTo("web1:\n    True\n");
    }

    @Test
    void terminalHasColours() {
        print(Map.of(), true, Map.of("web1", true), "", 0);
        assertThat(printed()).contains("\u001b[0;36mweb1");
    }

    @Test
    void noColorKeepsTerminalPlain() {
        print(Map.of("no_color", true), true, Map.of("web1", true), "", 0);
        assertThat(printed()).isEqualTo("web1:\n    True\n");
    }

    @Test
    void controlCharactersOfReturnedTextDoNotReachTheTerminal() {
        Map<String, Object> data = Map.of("web\u001b[2J", "bell\u0007 csi\u009b2J title\u001b]0;x\u0007 tab\tend");
        for (String outputter :
                List.of("nested", "txt", "raw", "json", "yaml", "key", "table", "newline_values_only")) {
            print(Map.of("no_color", true), true, data, outputter, 0);
            assertThat(printed())
                    .as(outputter)
                    .doesNotContain("\u001b", "\u0007", "\u009b")
                    .isNotEmpty();
        }
    }

    @Test
    void fileGetsTheOutputInsteadOfTheTerminal(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("out");
        print(Map.of("output_file", file.toString()), true, Map.of("a", 1L), "json", 0);
        print(Map.of("output_file", file.toString()), true, Map.of("b", 2L), "json", 0);
        assertThat(printed()).isEmpty();
        assertThat(Files.readString(file)).isEqualTo("{\n    \"a\": 1\n}\n{\n    \"b\": 2\n}\n");
    }

    private void print(Map<String, Object> options, boolean terminal, Object data, String outputter, long retcode) {
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        new Printout(out, terminal, OutputSettings.of(options)).print(data, outputter, retcode);
    }

    private String printed() {
        String text = bytes.toString(StandardCharsets.UTF_8);
        bytes.reset();
        return text;
    }
}
