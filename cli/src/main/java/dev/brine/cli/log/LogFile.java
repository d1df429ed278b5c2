package dev.brine.cli.log;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** A log file that is opened anew when it was moved or removed, so that log rotators need not tell the daemon. */
final class LogFile {

    private final Path path;
    private @Nullable OutputStream out;
    private @Nullable Object identity;

    LogFile(Path path) {
        this.path = path;
    }

    /** Opens the file, and makes its directory. */
    synchronized void open() throws IOException {
        Path parent = path.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        out = Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        identity = identity();
    }

    /** Adds a line; lost when the disk refuses it, as there is nowhere left to complain. */
    synchronized void write(String line) {
        try {
            if (out == null || !java.util.Objects.equals(identity, identity())) {
                if (out != null) {
                    out.close();
                }
                open();
            }
            if (out != null) {
                out.write(line.getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            out = null;
        }
    }

    private @Nullable Object identity() throws IOException {
        return Files.exists(path) ? Files.getAttribute(path, "unix:ino") : null;
    }
}
