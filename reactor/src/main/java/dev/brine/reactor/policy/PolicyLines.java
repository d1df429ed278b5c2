package dev.brine.reactor.policy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the lines on which the entries of {@code reactor_policy} and their keys stand, for messages. One thread. */
final class PolicyLines {
    private static final Pattern ITEM = Pattern.compile("^(\\s*)- .*");

    private final String place;
    private final String file;
    private final List<String> lines;
    /** line number of each entry, from 1 on */
    private final List<Integer> entries = new ArrayList<>();

    private int end;

    /** @param place {@code file:line} of the option */
    PolicyLines(String place) {
        this.place = place;
        Matcher numbered = Pattern.compile("(.*):(\\d+)").matcher(place);
        this.file = numbered.matches() ? numbered.group(1) : place;
        this.lines = numbered.matches() ? read(file) : List.of();
        int option = numbered.matches() ? Integer.parseInt(numbered.group(2)) : 0;
        this.end = lines.size();
        int depth = -1;
        for (int line = option + 1; line <= lines.size(); line++) {
            String text = lines.get(line - 1);
            Matcher item = ITEM.matcher(text);
            if (item.matches() && (depth < 0 || item.group(1).length() == depth)) {
                depth = item.group(1).length();
                entries.add(line);
            } else if (!text.isBlank() && !text.startsWith("#") && !Character.isWhitespace(text.charAt(0))) {
                end = line - 1;
                break;
            }
        }
    }

    private static List<String> read(String file) {
        try {
            Path path = Path.of(file);
            return Files.isRegularFile(path) ? Files.readAllLines(path) : List.of();
        } catch (IOException | InvalidPathException unreadable) {
            return List.of();
        }
    }

    /** {@code file:line} of the entry; the option's own place when it cannot be told. */
    String entry(int index) {
        return index < entries.size() ? file + ":" + entries.get(index) : place;
    }

    /** {@code file:line} of the first of some words that is found in the entry; the entry's when none is. */
    String word(int index, String... words) {
        if (index >= entries.size()) {
            return entry(index);
        }
        int until = index + 1 < entries.size() ? entries.get(index + 1) - 1 : end;
        for (String word : words) {
            Pattern wanted = Pattern.compile("(?<![\\w-])" + Pattern.quote(word) + "(?![\\w-])");
            for (int line = entries.get(index); line <= until && !word.isEmpty(); line++) {
                String text = lines.get(line - 1);
                if (!text.stripLeading().startsWith("#") && wanted.matcher(text).find()) {
                    return file + ":" + line;
                }
            }
        }
        return entry(index);
    }
}
