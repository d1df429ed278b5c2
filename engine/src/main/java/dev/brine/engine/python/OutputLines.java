package dev.brine.engine.python;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a child prints, as lines of the log. For the interpreter's reader. */
final class OutputLines {
    private static final Logger log = LoggerFactory.getLogger("dev.brine.engine.python.output");
    private static final int LONGEST = 4096;

    private final String label;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    OutputLines(String label) {
        this.label = label;
    }

    void add(byte[] bytes) {
        for (byte each : bytes) {
            if (each == '\n' || line.size() >= LONGEST) {
                flush();
            }
            if (each != '\n') {
                line.write(each);
            }
        }
    }

    /** Logs a last line that has no end. */
    void flush() {
        if (line.size() > 0) {
            log.info("{} printed: {}", label, line.toString(StandardCharsets.UTF_8));
            line.reset();
        }
    }
}
