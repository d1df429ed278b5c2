package dev.brine.reactor.explain;

import dev.brine.engine.data.Glob;
import dev.brine.reactor.rule.Spelling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What an author may have meant. */
final class Hint {
    /** What every reaction's file sees. */
    static final List<String> NAMES = List.of(
            "data", "tag", "grains", "pillar", "opts", "salt", "match", "joined", "absent", "throttle", "reaction");

    private static final Pattern ASKED =
            Pattern.compile("\\bdata(?:\\[['\"]id['\"]]|\\.id)\\s*(?:\\.startswith\\(|==)\\s*['\"]([^'\"]+)['\"]");
    private static final Pattern UNDEFINED = Pattern.compile("variable '(\\w+)' is undefined");
    private static final int NEAR = 3;

    private Hint() {}

    /** The nearest of some words, when it is near enough to be a typing error. */
    static Optional<String> nearest(String word, Collection<String> known) {
        return known.stream()
                .filter(one -> Spelling.distance(one, word) <= Math.min(NEAR, Math.max(1, word.length() / 2)))
                .min(Comparator.comparingInt(one -> Spelling.distance(one, word)));
    }

    /** What may be meant by a file that is not there. */
    static String file(String reference) {
        if (reference.startsWith("salt://")) {
            return "";
        }
        try {
            Path path = Path.of(reference);
            Path directory = path.getParent();
            if (directory == null || Glob.isPattern(reference)) {
                return "";
            }
            if (!Files.isDirectory(directory)) {
                return "; there is no directory " + directory;
            }
            try (Stream<Path> files = Files.list(directory)) {
                List<String> names =
                        files.map(file -> file.getFileName().toString()).toList();
                return nearest(path.getFileName().toString(), names)
                        .map(name -> "; did you mean " + directory.resolve(name) + "?")
                        .orElse("");
            }
        } catch (IOException | InvalidPathException unreadable) {
            return "";
        }
    }

    /** A beginning of ids that a line asks for and that differs from those of {@code ids} in upper and lower case only. */
    static Optional<String> otherCase(String line, Collection<String> ids) {
        Matcher asked = ASKED.matcher(line);
        while (asked.find()) {
            String start = asked.group(1);
            Optional<String> other = ids.stream()
                    .filter(id -> id.regionMatches(true, 0, start, 0, start.length()))
                    .findFirst();
            if (other.isPresent() && ids.stream().noneMatch(id -> id.startsWith(start))) {
                return Optional.of("'" + start + "' and the id '" + other.get() + "' differ in upper and lower case");
            }
        }
        return Optional.empty();
    }

    /** What may keep a file's conditions from holding for an id. */
    static String empty(String file, @Nullable Object id) {
        if (!(id instanceof String text)) {
            return "";
        }
        return lines(Path.of(file)).stream()
                .flatMap(line -> otherCase(line, List.of(text)).stream())
                .findFirst()
                .map(why -> "; " + why)
                .orElse("");
    }

    /** The lines of a file; none when it cannot be read. */
    static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException unreadable) {
            return List.of();
        }
    }

    /** What may be meant by what a template does not know. */
    static String problem(String problem) {
        Matcher undefined = UNDEFINED.matcher(problem);
        return undefined.find()
                ? nearest(undefined.group(1), NAMES)
                        .map(name -> "; did you mean '" + name + "'?")
                        .orElse("; a file sees data, tag, grains, opts, pillar and salt")
                : "";
    }
}
