package dev.brine.engine.render;

import dev.brine.engine.render.json.JsonReader;
import dev.brine.engine.render.json.JsonStyle;
import dev.brine.engine.render.json.JsonWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What stock Salt, PyYAML and Python answered, recorded once ({@code src/test/resources/recorded}). */
public final class Recorded {

    private Recorded() {}

    /** The content of one of the files. */
    public static Object read(String name) {
        try (InputStream in = Objects.requireNonNull(Recorded.class.getResourceAsStream("/recorded/" + name))) {
            return Objects.requireNonNull(JsonReader.read(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked")
    public static List<Map<String, Object>> cases(String name) {
        return (List<Map<String, Object>>) read(name);
    }

    /** A value as text, key order included. */
    public static String text(@Nullable Object value) {
        return JsonWriter.write(value, JsonStyle.PYTHON);
    }
}
