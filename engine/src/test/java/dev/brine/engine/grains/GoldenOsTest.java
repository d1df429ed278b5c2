package dev.brine.engine.grains;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.engine.data.Data;
import dev.brine.engine.render.json.JsonReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Distributions by their recorded files; {@code expected.json} is what stock Salt 3006 and 3007 made of the same files. */
class GoldenOsTest {
    @TestFactory
    Stream<DynamicTest> distributionsAreNamedAsInStock() throws Exception {
        Path golden = Path.of(
                GoldenOsTest.class.getResource("/dev/brine/engine/grains/os").toURI());
        Map<String, Object> expected = Data.asMap(
                "expected", JsonReader.read(Files.readString(golden.resolve("expected.json"), StandardCharsets.UTF_8)));
        assertThat(expected).hasSizeGreaterThan(25);
        return expected.keySet().stream()
                .map(name -> DynamicTest.dynamicTest(name, () -> {
                    Map<String, Object> grains = new LinkedHashMap<>();
                    new Distribution(new HostFiles(golden.resolve("roots").resolve(name))).addTo(grains);
                    assertThat(grains).isEqualTo(expected.get(name)).containsKeys("os", "osfinger");
                }));
    }
}
