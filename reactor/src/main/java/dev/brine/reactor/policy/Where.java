package dev.brine.reactor.policy;

import dev.brine.engine.event.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Conditions on past events as operators type them: the map that {@code when} takes, or text.
 *
 * <p>Text is one or more of {@code path=value}, {@code path > 5}, {@code path ~ ^web}, {@code path glob web*}, {@code path in [a, b]}, {@code
 * path exists}, parted by commas; all must hold. {@code =} compares as text without regard to case, everything else as {@code when} does.
 */
public final class Where {
    private static final Pattern SIGNED = Pattern.compile("([^\\s=<>!~]+)\\s*(==|!=|<=|>=|!~|=|<|>|~)\\s*(.*)");
    private static final Pattern WORDED = Pattern.compile("(\\S+)\\s+([a-z_]+)(?:\\s+(.*))?");
    private static final Pattern WHOLE = Pattern.compile("-?\\d{1,18}");

    private final List<When> all;

    private Where(List<When> all) {
        this.all = all;
    }

    /** Reads a map or text; of nothing, or of empty text, everything is so. */
    public static Where read(@Nullable Object value) throws BadPolicy {
        if (value == null) {
            return new Where(List.of());
        }
        if (value instanceof Map<?, ?>) {
            return new Where(List.of(When.read(new Spec("where", value))));
        }
        List<When> all = new ArrayList<>();
        for (String clause : clauses(String.valueOf(value))) {
            all.add(When.read(new Spec("where", clause(clause))));
        }
        return new Where(List.copyOf(all));
    }

    /** Whether all of it is so of the event. */
    public boolean holds(Event event, Instant now) {
        return all.stream().allMatch(one -> one.against(event, now).isEmpty());
    }

    private static Map<String, Object> clause(String clause) throws BadPolicy {
        Matcher signed = SIGNED.matcher(clause);
        if (signed.matches()) {
            String path = signed.group(1);
            String rest = signed.group(3).strip();
            return signed.group(2).equals("=") ? alike(path, rest) : one(path, signed.group(2), rest);
        }
        Matcher worded = WORDED.matcher(clause);
        if (worded.matches()) {
            String rest = worded.group(3);
            return one(worded.group(1), worded.group(2), rest == null ? "true" : rest.strip());
        }
        throw new BadPolicy(
                "where", "expected path=value, 'path > 5', 'path ~ ^web' or 'path glob web*', found '" + clause + "'");
    }

    private static Map<String, Object> one(String path, String word, String wanted) {
        boolean text = word.endsWith("~") || word.equals("glob") || word.endsWith("regex") || word.endsWith("with");
        Map<String, Object> condition = new LinkedHashMap<>();
        condition.put(path, Map.of(word, text ? unquoted(wanted) : typed(wanted)));
        return condition;
    }

    private static Map<String, Object> alike(String path, String wanted) {
        return Map.of(
                "any",
                List.of(
                        Map.of(path, Map.of("equals", typed(wanted))),
                        Map.of(path, Map.of("iequals", unquoted(wanted)))));
    }

    private static Object typed(String text) {
        if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
            return Boolean.valueOf(text);
        }
        if (WHOLE.matcher(text).matches()) {
            return Long.valueOf(text);
        }
        if (text.startsWith("[") && text.endsWith("]")) {
            List<Object> items = new ArrayList<>();
            clauses(text.substring(1, text.length() - 1)).forEach(item -> items.add(typed(item)));
            return items;
        }
        return unquoted(text);
    }

    private static String unquoted(String text) {
        boolean quoted = text.length() > 1
                && (text.charAt(0) == '\'' || text.charAt(0) == '"')
                && text.charAt(text.length() - 1) == text.charAt(0);
        return quoted ? text.substring(1, text.length() - 1) : text;
    }

    /** What stands between commas that are not in quotes or brackets. */
    private static List<String> clauses(String text) {
        List<String> clauses = new ArrayList<>();
        int depth = 0;
        char quote = 0;
        int from = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i == text.length() ? ',' : text.charAt(i);
            boolean end = i == text.length() || (c == ',' && depth == 0 && quote == 0);
            if (end) {
                String clause = text.substring(from, i).strip();
                if (!clause.isEmpty()) {
                    clauses.add(clause);
                }
                from = i + 1;
            } else if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '\'' || c == '"') {
                quote = c;
            } else if (c == '[' || c == '(' || c == '{') {
                depth++;
            } else if (c == ']' || c == ')' || c == '}') {
                depth--;
            }
        }
        return clauses;
    }
}
