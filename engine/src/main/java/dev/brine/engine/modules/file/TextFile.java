package dev.brine.engine.modules.file;

import dev.brine.engine.call.FunctionError;
import dev.brine.engine.file.AtomicFile;
import dev.brine.engine.file.FileMode;
import dev.brine.engine.file.FileStat;
import dev.brine.engine.file.UnifiedDiff;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An existing text file that is edited: read as bytes (each one character), written atomically, links followed.
 *
 * <p>Used by one thread.
 */
public final class TextFile {
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyy-MM-dd-HH-mm-ss", Locale.ROOT);

    static final String BINARY = "Cannot perform string replacements on a binary file: ";

    private final Path path;
    private final Path real;
    private final String before;

    private TextFile(Path path, Path real, String before) {
        this.path = path;
        this.real = real;
        this.before = before;
    }

    /** What keeps {@code name} from being edited, in Salt's words; null when nothing does. */
    public static @Nullable String problem(String name) {
        if (!Path.of(name).isAbsolute()) {
            return "Specified file " + name + " is not an absolute path";
        }
        return Files.exists(Path.of(name)) ? null : name + ": file not found";
    }

    /**
     * Reads it.
     *
     * @throws FunctionError when it is not text, or a link that must not be followed
     */
    public static TextFile open(Path path) throws IOException {
        Path real = Files.isSymbolicLink(path) ? followed(path) : path;
        byte[] content = Files.readAllBytes(real);
        if (!UnifiedDiff.isText(content)) {
            throw new FunctionError(BINARY + real);
        }
        return new TextFile(path, real, new String(content, StandardCharsets.ISO_8859_1));
    }

    /**
     * Where a link leads.
     *
     * @throws FunctionError when somebody else has put it into a directory where anyone may put files ({@code /tmp}): following
     *     it would write where that user pleases
     */
    public static Path followed(Path link) throws IOException {
        Path parent = link.toAbsolutePath().getParent();
        if (parent != null) {
            FileStat place = FileStat.of(parent, true).orElseThrow();
            FileStat own = FileStat.of(link, false).orElseThrow();
            int bits = FileMode.bits(place.mode());
            boolean open = (bits & 01000) != 0 && (bits & 0002) != 0;
            if (open && own.uid() != ourselves() && own.uid() != place.uid()) {
                throw new FunctionError(link + " is a symbolic link of user " + own.user()
                        + " in a directory that anyone may write to; it is not followed");
            }
        }
        return link.toRealPath();
    }

    /** The number of the account that this process runs as. */
    private static long ourselves() throws IOException {
        return ((Number) Files.getAttribute(Path.of("/proc/self"), "unix:uid")).longValue();
    }

    /** Where it really is. */
    Path real() {
        return real;
    }

    /** The content, each byte one character. */
    public String bytes() {
        return before;
    }

    /** The content as the text it is. */
    public String text() {
        return new String(before.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    /** Writes {@code bytes}; the old content stays under the name with {@code suffix} unless that is empty. */
    public void write(String bytes, String suffix) throws IOException {
        if (!suffix.isEmpty()) {
            Path backup = real.resolveSibling(real.getFileName() + suffix);
            Files.copy(real, backup, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
            if (!real.equals(path)) {
                Path link = path.resolveSibling(path.getFileName() + suffix);
                Files.deleteIfExists(link);
                Files.createSymbolicLink(link, Path.of(Files.readSymbolicLink(path) + suffix));
            }
        }
        FileStat stat = FileStat.of(real, true).orElseThrow();
        AtomicFile.write(real, bytes.getBytes(StandardCharsets.ISO_8859_1), AtomicFile.Look.of(stat));
    }

    /** The suffix of a copy that has the time in its name. */
    public static String stamp() {
        return "." + LocalDateTime.now(ZoneId.systemDefault()).format(STAMP);
    }

    /** Lines with their ends. */
    public static List<String> lines(String text) {
        return UnifiedDiff.lines(text);
    }
}
