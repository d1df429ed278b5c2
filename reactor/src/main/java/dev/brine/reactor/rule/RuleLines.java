package dev.brine.reactor.rule;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** Finds the line on which a rule is written, for messages. One reading of one file, one thread. */
final class RuleLines {
    private final String place;
    private final String file;
    private final List<String> lines;
    private int at;

    /** @param place {@code file:line} of the option; rules are looked for from there on */
    RuleLines(String place) {
        this.place = place;
        int colon = place.lastIndexOf(':');
        boolean numbered =
                colon > 0 && place.substring(colon + 1).chars().allMatch(Character::isDigit) && !place.endsWith(":");
        this.file = numbered ? place.substring(0, colon) : place;
        this.at = numbered ? Integer.parseInt(place.substring(colon + 1)) - 1 : 0;
        this.lines = read(file);
    }

    private static List<String> read(String file) {
        try {
            Path path = Path.of(file);
            return Files.isRegularFile(path) ? Files.readAllLines(path) : List.of();
        } catch (IOException | InvalidPathException unreadable) {
            return List.of();
        }
    }

    /** {@code file:line} of the next line that holds {@code word}; the option's own place when there is none. */
    String next(String word) {
        for (int line = at; line < lines.size(); line++) {
            if (lines.get(line).contains(word)
                    && !lines.get(line).stripLeading().startsWith("#")) {
                at = line + 1;
                return file + ":" + (line + 1);
            }
        }
        return place;
    }
}
