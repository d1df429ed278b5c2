package dev.brine.reactor.explain;

import dev.brine.engine.data.Glob;
import dev.brine.reactor.rule.Spelling;
import dev.brine.reactor.rule.TagPattern;

/** Says why a pattern does not match a tag, and how near it is. */
final class NearMiss {
    private NearMiss() {}

    /** One sentence for a pattern that does not match. */
    static String reason(TagPattern pattern, String tag) {
        String text = pattern.text();
        if (text.startsWith("E@")) {
            return "the expression does not match from the tag's start";
        }
        if (Glob.of(text.toLowerCase(java.util.Locale.ROOT)).test(tag.toLowerCase(java.util.Locale.ROOT))) {
            return "differs from the tag in upper and lower case only";
        }
        if (Glob.of(text.strip() + "*").test(tag)) {
            return "matches the beginning of the tag only; write '" + text.strip() + "*' to take what follows";
        }
        String[] wanted = text.split("/", -1);
        String[] found = tag.split("/", -1);
        for (int i = 0; i < Math.min(wanted.length, found.length); i++) {
            if (!Glob.of(wanted[i]).test(found[i])) {
                String where =
                        i == 0 ? "at its start" : "after '" + String.join("/", java.util.Arrays.copyOf(found, i)) + "'";
                String hint =
                        Glob.isPattern(wanted[i]) || i == 0 || i == wanted.length - 1 || wanted.length != found.length
                                ? ""
                                : "; a literal stands where '*' would take any";
                return "differs " + where + ": the rule has '" + wanted[i] + "', the tag '" + found[i] + "'"
                        + (Spelling.distance(wanted[i], found[i]) <= 2 ? " (a typing error?)" : hint);
            }
        }
        return wanted.length > found.length ? "the tag is shorter than the rule" : "the tag is longer than the rule";
    }
}
