package dev.brine.states.high;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.engine.render.json.JsonReader;
import dev.brine.engine.render.json.JsonStyle;
import dev.brine.engine.render.json.JsonWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LowCompilerTest {

    @Test
    @SuppressWarnings("unchecked")
    void verifiesAndCompilesAsSaltsStateSystem() throws IOException {
        for (Map<String, Object> one : recorded()) {
            Map<Object, Object> high = (Map<Object, Object>) one.get("high");
            List<String> errors = HighVerifier.errors(high);
            assertThat(errors).isEqualTo(one.get("errors"));
            if (errors.isEmpty()) {
                assertThat(text(LowCompiler.compile(high))).isEqualTo(text(one.get("low")));
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> recorded() throws IOException {
        try (InputStream in = LowCompilerTest.class.getResourceAsStream("/recorded/low.json")) {
            return (List<Map<String, Object>>) JsonReader.read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** Key order included. */
    private static String text(@Nullable Object value) {
        return JsonWriter.write(value, JsonStyle.PYTHON);
    }
}
