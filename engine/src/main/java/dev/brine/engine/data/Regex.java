package dev.brine.engine.data;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A regular expression from a user, matched in time linear in the text.
 *
 * <p>Salt's users write Python's expressions. RE2 understands all of them but look-around and back-references; those fall
 * back to the JDK's engine under a budget of steps, so that no expression can hold up a daemon. Immutable.
 */
public final class Regex {
    private static final int STEPS = 1_000_000;
    private static final java.util.regex.Pattern GROUP_NAME =
            java.util.regex.Pattern.compile("\\(\\?P?<([a-zA-Z]\\w*)>");

    private final String expression;
    private final Pattern linear;
    private final java.util.regex.Pattern backtracking;

    private Regex(String expression, Pattern linear, java.util.regex.Pattern backtracking) {
        this.expression = expression;
        this.linear = linear;
        this.backtracking = backtracking;
    }

    /**
     * Compiles the expression.
     *
     * @throws IllegalArgumentException when it is none; the message says why
     */
    @SuppressWarnings("NullAway") // exactly one of the two engines holds the expression
    public static Regex of(String expression) {
        try {
            return new Regex(expression, Pattern.compile(expression), null);
        } catch (PatternSyntaxException notLinear) {
            try {
                String translated = expression.replace("(?P<", "(?<").replaceAll("\\(\\?P=(\\w+)\\)", "\\\\k<$1>");
                return new Regex(expression, null, java.util.regex.Pattern.compile(translated));
            } catch (java.util.regex.PatternSyntaxException e) {
                throw new IllegalArgumentException(
                        "'" + expression + "' is no regular expression: " + e.getDescription(), e);
            }
        }
    }

    /** Python's {@code re.match}: the expression must match at the start of the text, not to its end. */
    public boolean matchesStart(String text) {
        if (linear != null) {
            return linear.matcher(text).lookingAt();
        }
        return backtracking.matcher(new Budgeted(text, new int[] {STEPS})).lookingAt();
    }

    /** Python's {@code re.fullmatch}. */
    public boolean matchesWhole(String text) {
        if (linear != null) {
            return linear.matcher(text).matches();
        }
        return backtracking.matcher(new Budgeted(text, new int[] {STEPS})).matches();
    }

    /** Python's {@code re.search}. */
    public boolean found(String text) {
        if (linear != null) {
            return linear.matcher(text).find();
        }
        return backtracking.matcher(new Budgeted(text, new int[] {STEPS})).find();
    }

    /** The named groups of a match at the start of the text, in order of their place; empty when it does not match. */
    public Optional<Map<String, String>> groups(String text) {
        Function<String, String> group;
        if (linear != null) {
            Matcher matcher = linear.matcher(text);
            if (!matcher.lookingAt()) {
                return Optional.empty();
            }
            group = matcher::group;
        } else {
            java.util.regex.Matcher matcher = backtracking.matcher(new Budgeted(text, new int[] {STEPS}));
            if (!matcher.lookingAt()) {
                return Optional.empty();
            }
            group = matcher::group;
        }
        Map<String, String> groups = new LinkedHashMap<>();
        java.util.regex.Matcher names = GROUP_NAME.matcher(expression);
        while (names.find()) {
            groups.put(names.group(1), group.apply(names.group(1)));
        }
        return Optional.of(groups);
    }

    @Override
    public String toString() {
        return expression;
    }

    /** Counts the characters that the backtracking engine looks at. */
    private record Budgeted(String text, int[] left) implements CharSequence {
        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            if (--left[0] < 0) {
                throw new IllegalArgumentException("regular expression takes too many steps on '" + text + "'");
            }
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new Budgeted(text.substring(start, end), left);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
