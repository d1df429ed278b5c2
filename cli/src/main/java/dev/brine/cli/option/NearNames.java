package dev.brine.cli.option;

import dev.brine.reactor.rule.Spelling;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Names that a mistyped one may have meant. */
public final class NearNames {

    private static final int FARTHEST = 3;
    private static final int SHOWN = 3;

    private NearNames() {}

    /** The nearest of {@code known} first, at most three; none when all are too far for a typing error. */
    public static List<String> of(String typed, Collection<String> known) {
        int limit = Math.min(FARTHEST, Math.max(1, typed.length() / 4));
        return known.stream()
                .filter(name -> Spelling.distance(typed, name) <= limit)
                .sorted(Comparator.<String>comparingInt(name -> Spelling.distance(typed, name))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(SHOWN)
                .toList();
    }

    /** {@code did you mean 'a' or 'b'?}; empty when nothing is near. */
    public static String question(String typed, Collection<String> known) {
        List<String> near = of(typed, known);
        return near.isEmpty() ? "" : "did you mean " + String.join(" or ", near) + "?";
    }
}
