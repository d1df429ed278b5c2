package dev.brine.engine.modules.pkg;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Versions of kernels in order. Salt 3006: LooseVersion: numbers by value, words by letter, part by part. */
final class KernelVersion {
    static final Comparator<String> ORDER = KernelVersion::compare;

    private static final Pattern PART = Pattern.compile("\\d+|[a-z]+|\\.|[^\\da-z.]+");
    private static final int WIDTH = 8;

    private KernelVersion() {}

    private static List<String> parts(String version) {
        List<String> parts = new ArrayList<>();
        Matcher part = PART.matcher(version);
        while (part.find()) {
            String text = part.group();
            if (!text.equals(".")) {
                boolean number = Character.isDigit(text.charAt(0));
                parts.add(number ? "0".repeat(Math.max(0, WIDTH - text.length())) + text : text);
            }
        }
        return parts;
    }

    private static int compare(String one, String other) {
        List<String> left = parts(one);
        List<String> right = parts(other);
        for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
            int order = left.get(i).compareTo(right.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(left.size(), right.size());
    }
}
