package dev.brine.engine.python;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a child prints, as lines for whoever called it, else of the log. For the interpreter's reader. */
final class OutputLines {
    private static final Logger log = LoggerFactory.getLogger("dev.brine.engine.python.output");
    private static final int LONGEST = 4096;

    private final String label;
    private final @Nullable Consumer<String> place;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    /** @param place takes the lines; null for the log */
    OutputLines(String label, @Nullable Consumer<String> place) {
        this.label = label;
        this.place = place;
    }

    void add(byte[] bytes) {
        for (byte each : bytes) {
            if (each == '\n' && line.size() == 0 && place != null) {
                place.accept("");
            }
            if (each == '\n' || line.size() >= LONGEST) {
                flush();
            }
            if (each != '\n') {
                line.write(each);
            }
        }
    }

    /** Hands on a last line that has no end. */
    void flush() {
        if (line.size() > 0) {
            if (place == null) {
                log.info("{} printed: {}", label, line.toString(StandardCharsets.UTF_8));
            } else {
                place.accept(line.toString(StandardCharsets.UTF_8));
            }
            line.reset();
        }
    }
}
