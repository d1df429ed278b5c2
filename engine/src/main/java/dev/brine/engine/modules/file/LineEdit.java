package dev.brine.engine.modules.file;

import dev.brine.engine.call.FunctionError;
import dev.brine.engine.file.PythonRegex;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The edit of {@code file.line}: one line is inserted, made sure of, replaced or deleted.
 *
 * <p>Salt 3006: what is looked for is a regular expression or a part of the line. A text that ends with a newline has one more,
 * empty line here, so that {@code location: end} comes behind an empty line, as it does there.
 */
public final class LineEdit {
    private static final int DOTALL = 16;
    private static final Pattern END = Pattern.compile("(\\r\\n|\\r|\\n)\\z");

    private final Mode mode;
    private final String content;
    private final @Nullable String match;
    private final @Nullable String location;
    private final @Nullable String before;
    private final @Nullable String after;
    private final boolean indent;

    private enum Mode {
        INSERT,
        ENSURE,
        REPLACE,
        DELETE
    }

    /**
     * An edit as its arguments say.
     *
     * @throws FunctionError when they do not fit together
     */
    public LineEdit(
            @Nullable String mode,
            @Nullable String content,
            @Nullable String match,
            @Nullable String location,
            @Nullable String before,
            @Nullable String after,
            boolean indent) {
        if (mode == null) {
            throw new FunctionError("Mode was not defined. How to process the file?");
        }
        this.mode = switch (mode.toLowerCase(Locale.ROOT)) {
            case "insert" -> Mode.INSERT;
            case "ensure" -> Mode.ENSURE;
            case "replace" -> Mode.REPLACE;
            case "delete" -> Mode.DELETE;
            default -> throw new FunctionError("Unknown mode: \"" + mode.toLowerCase(Locale.ROOT) + "\"");
        };
        if (content == null && this.mode != Mode.DELETE) {
            throw new FunctionError("Content can only be empty if mode is \"delete\"");
        }
        boolean anywhere = before == null && after == null && (match == null || match.isEmpty());
        this.content = content == null ? "" : PythonRegex.bytes(content);
        this.match = anywhere ? content : match;
        this.location = location;
        this.before = before;
        this.after = after;
        this.indent = indent;
    }

    /**
     * Edits a text.
     *
     * @param text each byte one character
     * @return the lines with their ends; content of several lines is one of them
     * @throws FunctionError when the place cannot be told
     */
    public List<String> edited(String text) {
        String plain = text.replace("\r\n", "\n").replace('\r', '\n');
        List<String> lines = new ArrayList<>(TextFile.lines(plain));
        if (plain.endsWith("\n")) {
            lines.add("");
        }
        switch (mode) {
            case DELETE -> delete(lines);
            case REPLACE -> replace(lines);
            case INSERT -> insert(lines);
            case ENSURE -> ensure(lines);
        }
        return ended(lines);
    }

    private void delete(List<String> lines) {
        List<String> found = found(lines, match);
        if (!found.isEmpty()) {
            lines.removeIf(found.get(0)::equals);
        }
    }

    private void replace(List<String> lines) {
        List<String> found = found(lines, match);
        if (!found.isEmpty()) {
            int at = lines.indexOf(found.get(0));
            lines.set(at, like(found.get(0)));
        }
    }

    private void insert(List<String> lines) {
        boolean placed = (before != null && !before.isEmpty()) || (after != null && !after.isEmpty());
        if (location == null && (!placed || lines.isEmpty())) {
            throw new FunctionError("On insert either \"location\" or \"before/after\" conditions are required.");
        }
        if (location != null && !location.isEmpty()) {
            insertAt(location, lines);
            return;
        }
        List<String> above = found(lines, after);
        List<String> below = found(lines, before);
        if (!below.isEmpty() && !above.isEmpty()) {
            one(below, "before");
            one(above, "after");
            int last = lines.indexOf(below.get(0));
            lines.add(last, like(lines.get(last)));
        } else if (!above.isEmpty()) {
            int at = one(above, "after", lines);
            if (at + 1 >= lines.size() || !same(lines.get(at + 1))) {
                lines.add(at + 1, like(lines.get(at)));
            }
        } else if (!below.isEmpty()) {
            int at = one(below, "before", lines);
            // Salt 3006: what comes before the first line is the last one
            if (!same(lines.get(at == 0 ? lines.size() - 1 : at - 1))) {
                lines.add(at, like(lines.get(at)));
            }
        } else {
            throw new FunctionError("Neither before or after was found in file");
        }
    }

    private void insertAt(String where, List<String> lines) {
        if (where.equals("end")) {
            lines.add(lines.isEmpty() ? content : like(lines.get(lines.size() - 1)));
        } else if (where.equals("start")) {
            lines.add(0, lines.isEmpty() ? content + "\n" : ended(lines.get(0), content));
        }
    }

    private void ensure(List<String> lines) {
        List<String> above = found(lines, after);
        List<String> below = found(lines, before);
        if (!below.isEmpty() && !above.isEmpty()) {
            between(one(above, "after", lines), one(below, "before", lines), lines);
        } else if (!below.isEmpty()) {
            int at = one(below, "before", lines);
            if (at == 0 || !same(lines.get(at - 1))) {
                lines.add(at, like(lines.get(at == 0 ? lines.size() - 1 : at - 1)));
            }
        } else if (!above.isEmpty()) {
            int at = one(above, "after", lines);
            if (at + 1 >= lines.size() || !same(lines.get(at + 1))) {
                lines.add(at + 1, like(lines.get(at)));
            }
        } else {
            throw new FunctionError(
                    "Wrong conditions? Unable to ensure line without knowing where to put it before and/or after.");
        }
    }

    private void between(int above, int below, List<String> lines) {
        if (lines.stream().anyMatch(line -> line.stripLeading().equals(content))) {
            return;
        }
        if (above + 1 == below) {
            lines.add(above + 1, like(lines.get(above)));
        } else if (above + 2 == below) {
            lines.set(above + 1, like(lines.get(above)));
        } else {
            throw new FunctionError("Found more than one line between boundaries \"before\" and \"after\".");
        }
    }

    /** The lines that hold a text, as an expression or as it is; none for no text. */
    private static List<String> found(List<String> lines, @Nullable String wanted) {
        if (wanted == null || wanted.isEmpty()) {
            return List.of();
        }
        PythonRegex expression;
        try {
            expression = PythonRegex.of(wanted, DOTALL);
        } catch (IllegalArgumentException e) {
            throw new FunctionError(String.valueOf(e.getMessage()), e);
        }
        String plain = PythonRegex.bytes(wanted);
        return lines.stream()
                .filter(line -> expression.found(line) || line.contains(plain))
                .toList();
    }

    private static void one(List<String> found, String what) {
        if (found.size() > 1) {
            throw new FunctionError("Found more than expected occurrences in \"" + what + "\" expression");
        }
    }

    private static int one(List<String> found, String what, List<String> lines) {
        one(found, what);
        return lines.indexOf(found.get(0));
    }

    /** The content, indented as another line is. */
    private String like(String line) {
        if (!indent) {
            return content;
        }
        int end = 0;
        while (end < line.length() && (line.charAt(end) == ' ' || line.charAt(end) == '\t')) {
            end++;
        }
        return line.substring(0, end) + content.stripLeading();
    }

    private boolean same(String line) {
        return bare(line).equals(bare(content));
    }

    private static String bare(String line) {
        return line.replaceFirst("[\r\n]+\\z", "");
    }

    private static String ended(String model, String line) {
        Matcher end = END.matcher(model);
        return line.stripTrailing() + (end.find() ? end.group() : "\n");
    }

    private static List<String> ended(List<String> lines) {
        for (int i = 0; i + 1 < lines.size(); i++) {
            String line = lines.get(i);
            if (!END.matcher(line).find()) {
                lines.set(i, ended(lines.get(i > 1 ? i - 1 : 1), line));
            }
        }
        if (!lines.isEmpty() && lines.get(lines.size() - 1).isEmpty()) {
            lines.remove(lines.size() - 1);
        }
        return lines;
    }
}
