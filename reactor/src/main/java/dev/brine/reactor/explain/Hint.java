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

/** What an author may have meant. */
final class Hint {
    /** What every reaction's file sees. */
    static final List<String> NAMES = List.of(
            "data", "tag", "grains", "pillar", "opts", "salt", "match", "joined", "absent", "throttle", "reaction");

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
