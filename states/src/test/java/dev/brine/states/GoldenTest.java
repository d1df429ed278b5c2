package dev.brine.states;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.engine.call.Outcome;
import dev.brine.engine.render.json.JsonReader;
import dev.brine.engine.render.json.JsonStyle;
import dev.brine.engine.render.json.JsonWriter;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What calls return, and what they leave on disk, is what Salt 3006 returned and left; times aside. */
class GoldenTest {
    @TempDir
    Path directory;

    static Stream<String> cases() throws IOException, URISyntaxException {
        try (Stream<Path> files = Files.list(golden())) {
            return files
                    .map(f -> f.getFileName().toString())
                    .filter(f -> f.endsWith(".case"))
                    .map(f -> f.replace(".case", ""))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void runsAsStockDoes(String name) throws Exception {
        GoldenCase recorded = GoldenCase.read(golden().resolve(name + ".case"));
        Path root = directory.toRealPath();
        List<Object> results = new ArrayList<>();
        recorded.stage(root);
        try (TestStatesMinion minion = new TestStatesMinion(root, recorded.options(root))) {
            for (Object call : recorded.calls()) {
                results.add(result(minion, (List<?>) call, root));
            }
        }
        Map<String, Object> actual = new LinkedHashMap<>();
        actual.put("files", GoldenCase.tree(root));
        actual.put("results", results);
        assertThat(shown(actual)).isEqualTo(shown(recorded.expected()));
    }

    static Object result(TestStatesMinion minion, List<?> call, Path root) {
        Object placed = JsonReader.read(shown(call).replace("@ROOT@", root.toString()));
        List<?> parts = (List<?>) placed;
        List<Object> args = new ArrayList<>((List<?>) parts.get(1));
        Map<String, Object> kwargs = new LinkedHashMap<>();
        if (parts.size() > 2) {
            ((Map<?, ?>) parts.get(2)).forEach((key, value) -> kwargs.put(String.valueOf(key), value));
        }
        Outcome outcome = minion.call(String.valueOf(parts.get(0)), args, kwargs);
        Map<String, Object> result = new LinkedHashMap<>();
        if (outcome instanceof Outcome.Returned) {
            result.put("retcode", (long) outcome.retcode());
            result.put("return", GoldenCase.neutral(outcome.value(), root));
        } else {
            result.put("error", GoldenCase.neutral(String.valueOf(outcome.value()), root));
        }
        return result;
    }

    private static String shown(Object value) {
        return JsonWriter.write(value, JsonStyle.SALT.indented(1).sorted(true));
    }

    private static Path golden() throws URISyntaxException {
        return Path.of(GoldenTest.class.getResource("/golden").toURI());
    }
}
