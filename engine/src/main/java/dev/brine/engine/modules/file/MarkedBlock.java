package dev.brine.engine.modules.file;

import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.InvocationError;
import dev.brine.engine.data.Regex;
import java.util.ArrayList;
import java.util.List;

/** The edit of {@code file.blockreplace}: the lines between two markers. */
public final class MarkedBlock {
    private final String start;
    private final String end;
    private final List<String> content;
    private final boolean newline;
    private final Place place;
    private String separator = "\n";

    /**
     * Where markers go that are not there: nowhere, first, last, or before or after the first line that an expression matches.
     *
     * @param way none, prepend, append, before or after
     */
    public record Place(Way way, String expression) {
        /** Which of them. */
        public enum Way {
            NONE,
            PREPEND,
            APPEND,
            BEFORE,
            AFTER
        }

        /**
         * From the arguments; an expression that is empty does not count.
         *
         * @throws InvocationError when more than one is given
         */
        public static Place of(boolean append, boolean prepend, String before, String after) {
            int given = (append ? 1 : 0) + (prepend ? 1 : 0) + (before.isEmpty() ? 0 : 1) + (after.isEmpty() ? 0 : 1);
            if (given > 1) {
                throw new InvocationError("Only one of append_if_not_found, prepend_if_not_found, insert_before_match, "
                        + "and insert_after_match is permitted");
            }
            Way way = prepend
                    ? Way.PREPEND
                    : append ? Way.APPEND : !before.isEmpty() ? Way.BEFORE : after.isEmpty() ? Way.NONE : Way.AFTER;
            return new Place(way, before.isEmpty() ? after : before);
        }
    }

    /**
     * An edit.
     *
     * @param text what is to stand between the markers
     * @param newline whether a line ends between the text and the marker
     */
    public MarkedBlock(String start, String end, String text, boolean newline, Place place) {
        this.start = start;
        this.end = end;
        this.content = List.of(text.replace("\r\n", "\n").split("\n", -1));
        this.newline = newline;
        this.place = place;
    }

    /**
     * Edits lines that keep their ends.
     *
     * @throws FunctionError when the markers are not there and have no place, or the second one is missing
     */
    public List<String> edited(List<String> lines) {
        if (!lines.isEmpty() && lines.get(0).endsWith("\r\n")) {
            separator = "\r\n";
        }
        List<String> out = new ArrayList<>();
        boolean inside = false;
        boolean found = false;
        for (String line : lines) {
            boolean kept = true;
            if (line.contains(start)) {
                inside = true;
            } else if (inside) {
                kept = false;
                int at = line.indexOf(end);
                if (at >= 0) {
                    inside = false;
                    found = true;
                    body(out, line.substring(at));
                }
            }
            if (kept) {
                out.add(line);
            }
        }
        if (inside) {
            throw new FunctionError("Unterminated marked block. End of file reached before marker_end.");
        }
        return found ? out : placed(lines, out);
    }

    private List<String> placed(List<String> lines, List<String> out) {
        List<String> block = new ArrayList<>();
        block.add(start + separator);
        body(block, end);
        switch (place.way) {
            case NONE -> throw missing();
            case PREPEND -> out.addAll(0, block);
            case APPEND -> {
                int last = out.size() - 1;
                if (last >= 0 && !out.get(last).endsWith(separator)) {
                    out.set(last, out.get(last) + separator);
                }
                out.addAll(block);
            }
            default -> {
                Regex match = Regex.of(place.expression);
                int at = 0;
                while (at < lines.size() && !match.found(lines.get(at))) {
                    at++;
                }
                if (at == lines.size()) {
                    throw missing();
                }
                out.addAll(place.way == Place.Way.BEFORE ? at : at + 1, block);
            }
        }
        return out;
    }

    private static FunctionError missing() {
        return new FunctionError("Cannot edit marked block. Markers were not found in file.");
    }

    private void body(List<String> out, String endLine) {
        String last = endLine.replaceFirst("[\r\n]+$", "") + separator;
        for (int i = 0; i < content.size(); i++) {
            if (i < content.size() - 1 || newline) {
                out.add(content.get(i) + separator);
            } else {
                last = content.get(i) + last;
            }
        }
        out.add(last);
    }
}
