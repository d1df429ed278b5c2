package dev.brine.engine.render.jinja.lex;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The marks of the template language and how blanks around them are treated. {@link #DEFAULT} is Salt's; {@code jinja_env} and
 * {@code jinja_sls_env} of the configuration change it. Immutable.
 */
public final class Syntax {
    public static final Syntax DEFAULT = new Syntax(Map.of());

    enum Begin {
        COMMENT,
        BLOCK,
        VARIABLE,
        LINE_STATEMENT,
        LINE_COMMENT
    }

    /** A mark that ends plain text; {@code pattern} finds it. */
    record Rule(Begin begin, int length, String pattern) {}

    final String blockStart;
    final String blockEnd;
    final String variableStart;
    final String variableEnd;
    final String commentStart;
    final String commentEnd;
    final @Nullable String lineStatement;
    final @Nullable String lineComment;
    final boolean trimBlocks;
    final boolean lstripBlocks;
    final boolean keepTrailingNewline;
    final String newline;
    final List<Rule> rules;
    final Pattern root;
    private final Map<String, Object> options;

    private Syntax(Map<String, Object> options) {
        this.options = Map.copyOf(options);
        blockStart = text("block_start_string", "{%");
        blockEnd = text("block_end_string", "%}");
        variableStart = text("variable_start_string", "{{");
        variableEnd = text("variable_end_string", "}}");
        commentStart = text("comment_start_string", "{#");
        commentEnd = text("comment_end_string", "#}");
        lineStatement = options.get("line_statement_prefix") instanceof String s ? s : null;
        lineComment = options.get("line_comment_prefix") instanceof String s ? s : null;
        trimBlocks = Boolean.TRUE.equals(options.get("trim_blocks"));
        lstripBlocks = Boolean.TRUE.equals(options.get("lstrip_blocks"));
        keepTrailingNewline = Boolean.TRUE.equals(options.get("keep_trailing_newline"));
        newline = text("newline_sequence", "\n");
        rules = rules();
        root = root();
    }

    /**
     * The syntax with the options of {@code jinja_env}: names in any case; unknown names are left aside as in stock.
     */
    public static Syntax of(Map<?, ?> options) {
        Map<String, Object> known = new java.util.HashMap<>();
        options.forEach((name, value) -> {
            if (value != null) {
                known.put(name.toString().toLowerCase(Locale.ROOT), value);
            }
        });
        return known.isEmpty() ? DEFAULT : new Syntax(known);
    }

    private String text(String option, String otherwise) {
        return options.get(option) instanceof String s && !s.isEmpty() ? s : otherwise;
    }

    /** Longest mark first; of equal ones the later name, as Jinja sorts them. */
    private List<Rule> rules() {
        List<Rule> found = new ArrayList<>();
        found.add(new Rule(Begin.COMMENT, commentStart.length(), Pattern.quote(commentStart)));
        found.add(new Rule(Begin.BLOCK, blockStart.length(), Pattern.quote(blockStart)));
        found.add(new Rule(Begin.VARIABLE, variableStart.length(), Pattern.quote(variableStart)));
        if (lineStatement != null) {
            found.add(new Rule(
                    Begin.LINE_STATEMENT, lineStatement.length(), "^[ \\t\\x0b]*" + Pattern.quote(lineStatement)));
        }
        if (lineComment != null) {
            found.add(new Rule(
                    Begin.LINE_COMMENT,
                    lineComment.length(),
                    "(?:^|(?<=\\S))[^\\S\\r\\n]*" + Pattern.quote(lineComment)));
        }
        List<Begin> byName =
                List.of(Begin.VARIABLE, Begin.LINE_STATEMENT, Begin.LINE_COMMENT, Begin.COMMENT, Begin.BLOCK);
        found.sort(Comparator.comparingInt((Rule r) -> -r.length()).thenComparingInt(r -> byName.indexOf(r.begin())));
        return List.copyOf(found);
    }

    private Pattern root() {
        String block = Pattern.quote(blockStart);
        String end = Pattern.quote(blockEnd);
        StringBuilder all = new StringBuilder("(" + block + "(-|\\+|)\\s*raw\\s*(?:-" + end + "\\s*|" + end + "))");
        for (Rule rule : rules) {
            all.append("|(").append(rule.pattern()).append("(-|\\+|))");
        }
        return Pattern.compile(all.toString(), Pattern.MULTILINE | Pattern.DOTALL | Pattern.UNIX_LINES);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Syntax syntax && syntax.options.equals(options);
    }

    @Override
    public int hashCode() {
        return options.hashCode();
    }
}
