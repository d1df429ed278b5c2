package dev.brine.engine.modules.host;

import dev.brine.engine.call.FunctionError;
import dev.brine.engine.file.AtomicFile;
import dev.brine.engine.file.UnifiedDiff;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Small text files of the host, such as {@code /etc/hosts}, read and written whole. */
public final class PlainFile {
    private PlainFile() {}

    /** Its text; empty when there is no such file. */
    public static String read(Path file) {
        if (!Files.exists(file)) {
            return "";
        }
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new FunctionError("Couldn't read from " + file + ": " + e.getMessage(), e);
        }
    }

    /** Its lines with their ends; none when there is no such file. */
    public static List<String> lines(Path file) {
        return UnifiedDiff.lines(read(file));
    }

    /**
     * Puts a text in place of what it holds; owner and mode stay, a link is followed. What is new is readable to all.
     *
     * <p>A file that cannot be replaced because something is mounted on it (containers do that to {@code /etc/hosts}) is
     * written in place.
     */
    public static void write(Path file, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try {
            Path real = Files.exists(file) ? file.toRealPath() : file;
            Path directory = real.toAbsolutePath().getParent();
            if (directory != null) {
                Files.createDirectories(directory);
            }
            try {
                AtomicFile.replace(real, bytes, new AtomicFile.Look(null, null, "0644"));
            } catch (FileSystemException e) {
                if (!String.valueOf(e.getReason()).contains("busy")) {
                    throw e;
                }
                Files.write(real, bytes, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
            }
        } catch (IOException e) {
            throw new FunctionError("Couldn't write to " + file + ": " + e.getMessage(), e);
        }
    }
}
