package dev.brine.engine.render.jinja.filter;

import dev.brine.engine.render.jinja.limit.Budget;
import dev.brine.engine.render.jinja.value.PyError;
import dev.brine.engine.render.jinja.value.Tuple;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression with the meaning it has in Python's {@code re}. Matching stops when the time of the render is over,
 * however the expression backtracks. Immutable.
 */
public final class PyPattern {
    private final Pattern pattern;
    private final Map<String, Integer> names;

    private PyPattern(Pattern pattern, Map<String, Integer> names) {
        this.pattern = pattern;
        this.names = names;
    }

    /**
     * Compiles it.
     *
     * @throws PyError type {@code error}, in Python's words where the fault is a common one
     */
    public static PyPattern compile(String expression, boolean ignoreCase, boolean multiline) {
        PatternTranslator translator = new PatternTranslator(expression, multiline);
        String translated = translator.translate();
        int flags = Pattern.UNICODE_CHARACTER_CLASS | Pattern.UNIX_LINES;
        flags |= ignoreCase ? Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE : 0;
        flags |= multiline ? Pattern.MULTILINE : 0;
        try {
            return new PyPattern(Pattern.compile(translated, flags), translator.names());
        } catch (PatternSyntaxException e) {
            throw PyError.of("error", e.getDescription() + " at position " + Math.max(e.getIndex(), 0));
        }
    }

    /** {@code re.match}: whether it matches at the start of the text. */
    public boolean matches(String text, Budget budget) {
        return run(() -> matcher(text, budget).lookingAt());
    }

    /** Groups of {@code re.match}; null when it does not match. */
    @Nullable
    Tuple match(String text, Budget budget) {
        Matcher matcher = matcher(text, budget);
        return run(matcher::lookingAt) ? groups(matcher) : null;
    }

    /** Groups of {@code re.search}; null when there is no match. */
    @Nullable
    Tuple search(String text, Budget budget) {
        Matcher matcher = matcher(text, budget);
        return run(matcher::find) ? groups(matcher) : null;
    }

    /** {@code re.sub}. */
    String sub(String template, String text, Budget budget) {
        Matcher matcher = matcher(text, budget);
        Replacement replacement = Replacement.of(template, names, matcher.groupCount());
        StringBuilder out = new StringBuilder();
        int from = 0;
        while (run(matcher::find)) {
            out.append(text, from, matcher.start());
            replacement.appendTo(out, matcher, text);
            budget.checkChars(out.length());
            from = matcher.end();
        }
        return out.append(text, from, text.length()).toString();
    }

    private Matcher matcher(String text, Budget budget) {
        return pattern.matcher(budget.guarded(text));
    }

    private static boolean run(java.util.function.BooleanSupplier step) {
        try {
            return step.getAsBoolean();
        } catch (StackOverflowError e) {
            // the JDK's engine recurses for alternatives in repeats
            throw PyError.limit("Regular expression needs too much depth for this text");
        }
    }

    private static Tuple groups(Matcher matcher) {
        @Nullable Object[] groups = new @Nullable Object[matcher.groupCount()];
        for (int i = 0; i < groups.length; i++) {
            groups[i] = matcher.group(i + 1);
        }
        return groups.length == 0 ? Tuple.EMPTY : Tuple.of(groups);
    }
}
