package dev.brine.engine.file;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression as Python's {@code re} takes it, over the bytes of a file.
 *
 * <p>Salt 3006 searches files as bytes: {@code \w} knows ASCII only, and a character outside of it is several. So texts are
 * handled as bytes here, too, each byte one character.
 */
public final class PythonRegex {
    private final Pattern pattern;

    private PythonRegex(Pattern pattern) {
        this.pattern = pattern;
    }

    /**
     * Compiles it.
     *
     * @param flags Python's flags as bits: 2 ignore case, 8 multiline, 16 dot matches all, 64 verbose
     * @throws IllegalArgumentException when it is no regular expression
     */
    public static PythonRegex of(String expression, int flags) {
        String java = bytes(expression)
                .replaceAll("\\(\\?P<([A-Za-z0-9]+)>", "(?<$1>")
                .replaceAll("\\(\\?P=([A-Za-z0-9]+)\\)", "\\\\k<$1>")
                .replace("\\Z", "\\z");
        int options = Pattern.UNIX_LINES;
        options |= (flags & 2) == 0 ? 0 : Pattern.CASE_INSENSITIVE;
        options |= (flags & 8) == 0 ? 0 : Pattern.MULTILINE;
        options |= (flags & 16) == 0 ? 0 : Pattern.DOTALL;
        options |= (flags & 64) == 0 ? 0 : Pattern.COMMENTS;
        try {
            return new PythonRegex(Pattern.compile(java, options));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    expression + ": " + e.getDescription() + " at position " + Math.max(e.getIndex(), 0), e);
        }
    }

    /** The bit of a flag by its Python name ("MULTILINE", "i"); 0 for an unknown one. */
    public static int flag(String name) {
        return switch (name.toUpperCase(Locale.ROOT)) {
            case "I", "IGNORECASE" -> 2;
            case "M", "MULTILINE" -> 8;
            case "S", "DOTALL" -> 16;
            case "X", "VERBOSE" -> 64;
            case "A", "ASCII" -> 256;
            case "U", "UNICODE" -> 32;
            default -> 0;
        };
    }

    /** A text as bytes, each byte one character. */
    public static String bytes(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /** Back from {@link #bytes}. */
    public static String text(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    /** {@code re.search}. */
    public boolean found(String bytes) {
        return pattern.matcher(bytes).find();
    }

    /** {@code re.match}. */
    public boolean matchesStart(String bytes) {
        return pattern.matcher(bytes).lookingAt();
    }

    /**
     * {@code re.subn}.
     *
     * @param count how many at most; 0 for all
     * @param literal whether backslashes in the replacement stand for themselves
     */
    public Replaced replace(String bytes, String replacement, long count, boolean literal) {
        String template = literal ? Matcher.quoteReplacement(replacement) : template(replacement);
        Matcher matcher = pattern.matcher(bytes);
        StringBuilder out = new StringBuilder();
        long done = 0;
        while ((count == 0 || done < count) && matcher.find()) {
            matcher.appendReplacement(out, template);
            done++;
        }
        matcher.appendTail(out);
        return new Replaced(out.toString(), done);
    }

    /** The text after replacing, and how often something was replaced. */
    public record Replaced(String text, long times) {}

    /** Python's template to Java's: {@code \1} to {@code $1}, {@code \g<n>} to {@code ${n}}, {@code \n} to a newline. */
    private static String template(String python) {
        StringBuilder java = new StringBuilder();
        for (int i = 0; i < python.length(); i++) {
            char c = python.charAt(i);
            char next = i + 1 < python.length() ? python.charAt(i + 1) : 0;
            if (c == '$') {
                java.append("\\$");
            } else if (c != '\\' || next == 0) {
                java.append(c == '\\' ? "\\\\" : String.valueOf(c));
            } else if (next >= '1' && next <= '9') {
                java.append('$').append(next);
                i++;
                // Java would read a digit behind it as part of the number
                if (i + 1 < python.length() && Character.isDigit(python.charAt(i + 1))) {
                    java.append('\\').append(python.charAt(++i));
                }
            } else if (next == 'g' && i + 2 < python.length() && python.charAt(i + 2) == '<') {
                int end = python.indexOf('>', i);
                String group = python.substring(i + 3, end);
                java.append(group.matches("[0-9]+") ? "$" + group : "${" + group + "}");
                i = end;
            } else {
                java.append(escape(next));
                i++;
            }
        }
        return java.toString();
    }

    private static String escape(char c) {
        return switch (c) {
            case 'n' -> "\n";
            case 't' -> "\t";
            case 'r' -> "\r";
            case 'f' -> "\f";
            case 'v' -> "\u000b";
            case 'a' -> "\u0007";
            case '\\' -> "\\\\";
            default -> "\\\\" + c;
        };
    }
}
