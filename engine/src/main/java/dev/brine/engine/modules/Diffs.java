package dev.brine.engine.modules;

import java.util.List;

/** The difference of two texts in the form of {@code diff -u}, as one hunk around all that changed. */
final class Diffs {
    private static final int CONTEXT = 3;

    private Diffs() {}

    static String unified(String before, String after) {
        List<String> old = before.lines().toList();
        List<String> now = after.lines().toList();
        int start = 0;
        while (start < old.size() && start < now.size() && old.get(start).equals(now.get(start))) {
            start++;
        }
        int same = 0;
        while (same < old.size() - start
                && same < now.size() - start
                && old.get(old.size() - 1 - same).equals(now.get(now.size() - 1 - same))) {
            same++;
        }
        int from = Math.max(0, start - CONTEXT);
        int oldEnd = old.size() - same;
        int nowEnd = now.size() - same;
        int tail = Math.min(CONTEXT, same);
        StringBuilder text = new StringBuilder("--- \n+++ \n");
        text.append("@@ -")
                .append(range(from, oldEnd + tail))
                .append(" +")
                .append(range(from, nowEnd + tail))
                .append(" @@\n");
        add(text, ' ', old.subList(from, start));
        add(text, '-', old.subList(start, oldEnd));
        add(text, '+', now.subList(start, nowEnd));
        add(text, ' ', old.subList(oldEnd, oldEnd + tail));
        return text.toString();
    }

    private static String range(int from, int to) {
        int length = to - from;
        return (length == 0 ? from : from + 1) + (length == 1 ? "" : "," + length);
    }

    private static void add(StringBuilder text, char sign, List<String> lines) {
        lines.forEach(line -> text.append(sign).append(line).append('\n'));
    }
}
