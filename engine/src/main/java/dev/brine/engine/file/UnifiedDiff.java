package dev.brine.engine.file;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The difference of two texts as Salt shows it: what Python's {@code difflib.unified_diff} makes of their lines, without file
 * names, three lines of context; a remark in its place for what is not text.
 */
public final class UnifiedDiff {
    private static final int CONTEXT = 3;
    private static final int PROBE = 512;

    private UnifiedDiff() {}

    /** Empty when the contents are equal. */
    public static String of(byte[] before, byte[] after) {
        if (Arrays.equals(before, after)) {
            return "";
        }
        boolean oldText = isText(before);
        boolean newText = isText(after);
        if (!oldText && !newText) {
            return "Replace binary file";
        }
        if (!oldText) {
            return "Replace binary file with text file";
        }
        return newText ? of(lines(text(before)), lines(text(after))) : "Replace text file with binary file";
    }

    /** Of two texts. */
    public static String of(String before, String after) {
        return before.equals(after) ? "" : of(lines(before), lines(after));
    }

    /** Of lines that keep their ends. */
    public static String of(List<String> before, List<String> after) {
        return String.join("", parts(before, after));
    }

    /** As Python yields it: two header lines, then for each change its place and its lines, each as they are in the lists. */
    public static List<String> parts(List<String> before, List<String> after) {
        List<String> out = new ArrayList<>();
        for (List<LineMatcher.Edit> group : groups(new LineMatcher(before, after).edits())) {
            if (out.isEmpty()) {
                out.add("--- \n");
                out.add("+++ \n");
            }
            LineMatcher.Edit first = group.get(0);
            LineMatcher.Edit last = group.get(group.size() - 1);
            out.add("@@ -" + range(first.a1(), last.a2()) + " +" + range(first.b1(), last.b2()) + " @@\n");
            for (LineMatcher.Edit edit : group) {
                if (edit.equal()) {
                    before.subList(edit.a1(), edit.a2()).forEach(line -> out.add(" " + line));
                } else {
                    before.subList(edit.a1(), edit.a2()).forEach(line -> out.add("-" + line));
                    after.subList(edit.b1(), edit.b2()).forEach(line -> out.add("+" + line));
                }
            }
        }
        return out;
    }

    private static List<List<LineMatcher.Edit>> groups(List<LineMatcher.Edit> edits) {
        List<LineMatcher.Edit> trimmed = new ArrayList<>(edits);
        if (!trimmed.isEmpty() && trimmed.get(0).equal()) {
            LineMatcher.Edit e = trimmed.get(0);
            trimmed.set(
                    0,
                    new LineMatcher.Edit(
                            true,
                            Math.max(e.a1(), e.a2() - CONTEXT),
                            e.a2(),
                            Math.max(e.b1(), e.b2() - CONTEXT),
                            e.b2()));
        }
        int end = trimmed.size() - 1;
        if (end >= 0 && trimmed.get(end).equal()) {
            trimmed.set(end, head(trimmed.get(end)));
        }
        List<List<LineMatcher.Edit>> groups = new ArrayList<>();
        List<LineMatcher.Edit> group = new ArrayList<>();
        for (LineMatcher.Edit e : trimmed) {
            LineMatcher.Edit next = e;
            if (e.equal() && e.a2() - e.a1() > CONTEXT * 2) {
                group.add(head(e));
                groups.add(group);
                group = new ArrayList<>();
                next = new LineMatcher.Edit(
                        true, Math.max(e.a1(), e.a2() - CONTEXT), e.a2(), Math.max(e.b1(), e.b2() - CONTEXT), e.b2());
            }
            group.add(next);
        }
        if (!group.isEmpty() && !(group.size() == 1 && group.get(0).equal())) {
            groups.add(group);
        }
        return groups;
    }

    private static LineMatcher.Edit head(LineMatcher.Edit e) {
        return new LineMatcher.Edit(
                true, e.a1(), Math.min(e.a2(), e.a1() + CONTEXT), e.b1(), Math.min(e.b2(), e.b1() + CONTEXT));
    }

    private static String range(int start, int stop) {
        int length = stop - start;
        if (length == 1) {
            return String.valueOf(start + 1);
        }
        return (length == 0 ? start : start + 1) + "," + length;
    }

    /** Lines with their ends; only newline ends one, as when Python reads a file in binary. */
    public static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int end = text.indexOf('\n', at);
            int next = end < 0 ? text.length() : end + 1;
            lines.add(text.substring(at, next));
            at = next;
        }
        return lines;
    }

    /** Salt 3006: no NUL in the first 512 bytes, and these are UTF-8, or at most three in ten of them are control characters. */
    public static boolean isText(byte[] content) {
        int length = Math.min(content.length, PROBE);
        int odd = 0;
        for (int i = 0; i < length; i++) {
            int b = content[i] & 0xff;
            if (b == 0) {
                return false;
            }
            boolean plain = (b >= 32 && b < 127) || (b >= 7 && b <= 13 && b != 11) || b == 27;
            odd += plain ? 0 : 1;
        }
        if (length == 0) {
            return true;
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content, 0, length));
            return true;
        } catch (CharacterCodingException e) {
            return odd * 10 <= length * 3;
        }
    }

    private static String text(byte[] content) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(content, StandardCharsets.ISO_8859_1);
        }
    }
}
