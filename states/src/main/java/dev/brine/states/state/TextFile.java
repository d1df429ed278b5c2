package dev.brine.states.state;

import dev.brine.engine.call.FunctionError;
import dev.brine.states.file.AtomicFile;
import dev.brine.states.file.FileStat;
import dev.brine.states.file.UnifiedDiff;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An existing text file that a state edits: read as bytes (each one character), written atomically, links followed. */
final class TextFile {
    private final Path path;
    private final Path real;
    private final String before;

    private TextFile(Path path, Path real, String before) {
        this.path = path;
        this.real = real;
        this.before = before;
    }

    /** What keeps {@code name} from being edited, in Salt's words; null when nothing does. */
    static @Nullable String problem(String name) {
        if (!Path.of(name).isAbsolute()) {
            return "Specified file " + name + " is not an absolute path";
        }
        return Files.exists(Path.of(name)) ? null : name + ": file not found";
    }

    static TextFile open(String name, FileTools tools) throws IOException {
        Path path = Path.of(name);
        Path real = Files.isSymbolicLink(path) ? tools.followed(path) : path;
        byte[] content = Files.readAllBytes(real);
        if (!UnifiedDiff.isText(content)) {
            throw new FunctionError("Cannot perform string replacements on a binary file: " + real);
        }
        return new TextFile(path, real, new String(content, StandardCharsets.ISO_8859_1));
    }

    /** The content, each byte one character. */
    String bytes() {
        return before;
    }

    /** The content as the text it is. */
    String text() {
        return new String(before.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    /** Writes {@code bytes}; the old content stays under the name with {@code suffix} unless that is empty. */
    void write(String bytes, String suffix) throws IOException {
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

    /** The suffix of the {@code backup} option: {@code .bak} unless it is given, none for False and empty. */
    static String suffix(Args args) {
        Object backup = args.all().containsKey("backup") ? args.value("backup") : ".bak";
        return Args.truth(backup) ? String.valueOf(backup) : "";
    }

    static List<String> lines(String text) {
        return UnifiedDiff.lines(text);
    }

    /** A result whose only change is a difference. */
    static Map<String, Object> diff(String name, @Nullable Boolean outcome, String diff, String comment) {
        return Result.of(name, outcome, diff.isEmpty() ? Map.of() : Map.of("diff", diff), comment);
    }
}
