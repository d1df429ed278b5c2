package dev.brine.engine.data;

import java.util.function.Predicate;

/**
 * A shell-style pattern: {@code *}, {@code ?}, {@code [abc]}, {@code [!a-z]}; the whole text must match, case counts.
 *
 * <p>Salt 3006 matches minion ids, tags and key names with Python's {@code fnmatchcase}: {@code *} crosses every character, a
 * {@code [} without its end is a plain character, there is no escape. Matching takes at most (pattern length × text length)
 * steps, whatever the pattern. Immutable.
 */
public final class Glob implements Predicate<String> {
    private final String pattern;

    private Glob(String pattern) {
        this.pattern = pattern;
    }

    public static Glob of(String pattern) {
        return new Glob(pattern);
    }

    /** Whether {@code text} has characters that mean something in a glob. */
    public static boolean isPattern(String text) {
        return text.indexOf('*') >= 0 || text.indexOf('?') >= 0 || text.indexOf('[') >= 0;
    }

    @Override
    public boolean test(String text) {
        int p = 0;
        int t = 0;
        int star = -1;
        int mark = 0;
        while (t < text.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                mark = t;
                continue;
            }
            int next = p < pattern.length() ? step(p, text.charAt(t)) : -1;
            if (next >= 0) {
                p = next;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++mark;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }

    /** Where the pattern goes on after matching {@code c} at {@code p}; -1 when it does not match. */
    private int step(int p, char c) {
        char expected = pattern.charAt(p);
        if (expected == '?') {
            return p + 1;
        }
        if (expected == '[') {
            int end = setEnd(p);
            if (end > 0) {
                return inSet(p, end, c) ? end + 1 : -1;
            }
        }
        return expected == c ? p + 1 : -1;
    }

    /** Index of the bracket that ends the set begun at {@code p}; -1 when nothing ends it. */
    private int setEnd(int p) {
        int i = p + 1;
        if (i < pattern.length() && pattern.charAt(i) == '!') {
            i++;
        }
        // a bracket right at the start belongs to the set
        return i < pattern.length() ? pattern.indexOf(']', i + 1) : -1;
    }

    private boolean inSet(int p, int end, char c) {
        int i = p + 1;
        boolean negated = pattern.charAt(i) == '!';
        if (negated) {
            i++;
        }
        boolean found = false;
        while (i < end) {
            if (i + 2 < end && pattern.charAt(i + 1) == '-') {
                found |= pattern.charAt(i) <= c && c <= pattern.charAt(i + 2);
                i += 3;
            } else {
                found |= pattern.charAt(i) == c;
                i++;
            }
        }
        return found != negated;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Glob glob && glob.pattern.equals(pattern);
    }

    @Override
    public int hashCode() {
        return pattern.hashCode();
    }

    @Override
    public String toString() {
        return pattern;
    }
}
