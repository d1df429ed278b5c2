package dev.brine.engine.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.engine.render.json.JsonReader;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UnifiedDiffTest {

    @Test
    void cutsDifferencesWherePythonCutsThem() throws Exception {
        List<?> cases;
        try (InputStream in = UnifiedDiffTest.class.getResourceAsStream("/diffs.json")) {
            cases = (List<?>) JsonReader.read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
        assertThat(cases).hasSizeGreaterThan(60);
        for (Object each : cases) {
            Map<?, ?> recorded = (Map<?, ?>) each;
            assertThat(UnifiedDiff.of(texts(recorded.get("before")), texts(recorded.get("after"))))
                    .isEqualTo(recorded.get("diff"));
        }
    }

    @Test
    void equalContentHasNoDifference() {
        assertThat(UnifiedDiff.of("a\n", "a\n")).isEmpty();
    }

    @Test
    void whatIsNoTextIsOnlyRemarkedUpon() {
        byte[] binary = {0, 1, 2};
        byte[] text = "text\n".getBytes(StandardCharsets.UTF_8);
        assertThat(UnifiedDiff.of(binary, new byte[] {0, 3})).isEqualTo("Replace binary file");
        assertThat(UnifiedDiff.of(binary, text)).isEqualTo("Replace binary file with text file");
        assertThat(UnifiedDiff.of(text, binary)).isEqualTo("Replace text file with binary file");
    }

    private static List<String> texts(Object lines) {
        return ((List<?>) lines).stream().map(String::valueOf).toList();
    }
}
