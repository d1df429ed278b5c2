package dev.brine.engine.python;

import dev.brine.engine.render.json.JsonStyle;
import dev.brine.engine.render.json.JsonWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** The Python side, as it is handed to a new interpreter: names to sources; a package's name ends in a dot. */
final class Sources {
    private static final String INIT = "__init__.py";

    private Sources() {}

    /** Reads the bundled sources named in {@code sources.txt}, as JSON. */
    static byte[] json() {
        Map<String, Object> sources = new LinkedHashMap<>();
        for (String path : text("sources.txt").split("\n")) {
            sources.put(name(path), text(path));
        }
        return JsonWriter.write(sources, JsonStyle.COMPACT).getBytes(StandardCharsets.UTF_8);
    }

    /** What runs first: it reads the sources from standard input and starts {@code boot.py}. */
    static String launcher() {
        return text("launch.py");
    }

    private static String name(String path) {
        if (path.equals("package.py")) {
            return "brine.";
        }
        if (path.endsWith(INIT)) {
            return path.substring(0, path.length() - INIT.length()).replace('/', '.');
        }
        String name = path.substring(0, path.length() - ".py".length()).replace('/', '.');
        return name.contains(".") ? name : "brine." + name;
    }

    private static String text(String path) {
        try (InputStream in = Sources.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException(path + ": is not part of this installation");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(path + ": cannot be read", e);
        }
    }
}
