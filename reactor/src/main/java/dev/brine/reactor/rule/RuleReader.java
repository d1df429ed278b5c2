package dev.brine.reactor.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the value of {@code reactor:}.
 *
 * <p>Salt 3006, utils/reactor.py: a list of maps with one key each, the value a reference or a list of them. Entries of any
 * other form are passed over there without a word; here they are passed over and named.
 */
public final class RuleReader {
    private RuleReader() {}

    /** What was read. */
    public record Result(List<Rule> rules, List<Problem> problems) {}

    /**
     * Reads the list.
     *
     * @param value plain value of the option
     * @param place where it is written
     */
    public static Result read(@Nullable Object value, String place) {
        List<Rule> rules = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        if (value instanceof List<?> entries) {
            RuleLines lines = new RuleLines(place);
            for (int i = 0; i < entries.size(); i++) {
                entry(i, entries.get(i), placeOf(entries.get(i), lines, place), rules, problems);
            }
        } else if (value != null) {
            problems.add(new Problem(
                    place,
                    "reactor must be a list of \"- 'tag': [files]\" entries; found " + value + "; it has no rules"));
        }
        return new Result(List.copyOf(rules), List.copyOf(problems));
    }

    private static String placeOf(@Nullable Object entry, RuleLines lines, String place) {
        return entry instanceof Map<?, ?> map && !map.isEmpty()
                ? lines.next(String.valueOf(map.keySet().iterator().next()))
                : place;
    }

    private static void entry(
            int index, @Nullable Object entry, String place, List<Rule> rules, List<Problem> problems) {
        String where = "entry " + (index + 1);
        if (!(entry instanceof Map<?, ?> map) || map.size() != 1) {
            problems.add(new Problem(
                    place, where + " is passed over: expected one \"'tag': [files]\" pair, found " + entry));
            return;
        }
        Object tag = map.keySet().iterator().next();
        Object files = map.values().iterator().next();
        List<String> references = new ArrayList<>();
        if (files instanceof String one) {
            references.add(one);
        } else if (files instanceof List<?> list) {
            list.forEach(file -> references.add(String.valueOf(file)));
        } else {
            problems.add(new Problem(
                    place,
                    where + " ('" + tag + "') is passed over: expected a file or a list of files, found " + files));
            return;
        }
        try {
            rules.add(new Rule(index, TagPattern.of(String.valueOf(tag)), references, place));
        } catch (IllegalArgumentException e) {
            problems.add(new Problem(place, where + " is passed over: " + e.getMessage()));
        }
    }
}
