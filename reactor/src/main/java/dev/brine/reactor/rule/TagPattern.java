package dev.brine.reactor.rule;

import dev.brine.engine.data.Glob;
import dev.brine.engine.data.Regex;
import java.util.Map;
import java.util.Optional;

/** The left side of a rule: a glob over the whole tag, or {@code E@} and a regular expression that matches from its start. */
public sealed interface TagPattern {

    /** What the rule says, with its {@code E@}. */
    String text();

    /** The named groups of the match; empty when the tag does not match. */
    Optional<Map<String, String>> match(String tag);

    /** What every matching tag begins with; used to find candidates fast. */
    String prefix();

    /**
     * Reads a left side.
     *
     * @throws IllegalArgumentException when the expression after {@code E@} is none
     */
    static TagPattern of(String text) {
        return text.startsWith("E@") ? new ByRegex(text, Regex.of(text.substring(2))) : new ByGlob(text, Glob.of(text));
    }

    /** Salt 3006: utils/reactor.py list_reactors, Python's fnmatch; {@code *} crosses slashes. */
    record ByGlob(String text, Glob glob) implements TagPattern {
        @Override
        public Optional<Map<String, String>> match(String tag) {
            return glob.test(tag) ? Optional.of(Map.of()) : Optional.empty();
        }

        @Override
        public String prefix() {
            int end = 0;
            while (end < text.length() && "*?[".indexOf(text.charAt(end)) < 0) {
                end++;
            }
            return text.substring(0, end);
        }
    }

    /** Salt's notation for regular expressions in targets, for tags. */
    record ByRegex(String text, Regex regex) implements TagPattern {
        @Override
        public Optional<Map<String, String>> match(String tag) {
            return regex.groups(tag);
        }

        /** The plain characters the expression starts with; none when an alternative or a flag could begin otherwise. */
        @Override
        public String prefix() {
            String expression = text.substring(2);
            if (expression.indexOf('|') >= 0 || expression.startsWith("(?")) {
                return "";
            }
            int start = expression.startsWith("^") ? 1 : 0;
            int end = start;
            while (end < expression.length() && isPlain(expression.charAt(end))) {
                end++;
            }
            boolean lastIsOptional =
                    end < expression.length() && "?*{".indexOf(expression.charAt(end)) >= 0 && end > start;
            return expression.substring(start, lastIsOptional ? end - 1 : end);
        }

        private static boolean isPlain(char c) {
            return Character.isLetterOrDigit(c) || c == '/' || c == '_' || c == '-' || c == ':' || c == '@';
        }
    }
}
