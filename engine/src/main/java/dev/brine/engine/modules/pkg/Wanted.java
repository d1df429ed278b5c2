package dev.brine.engine.modules.pkg;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A wish for a version: a comparison and a version ({@code >=1.2}), where no comparison means equal.
 *
 * @param comparison one of {@code == != >= <= > < << >> <>}; empty when none was written
 */
record Wanted(String comparison, String version) {
    private static final Pattern FORM = Pattern.compile("^(<=>|!=|>=|<=|>>|<<|<>|==|>|<|=)?\\s?([^<>=]+)$");

    static Wanted of(String text) {
        Matcher m = FORM.matcher(text);
        return m.matches() ? new Wanted(Optional.ofNullable(m.group(1)).orElse(""), m.group(2)) : new Wanted("", text);
    }

    boolean fits(String candidate, Comparator<String> order, boolean ignoreEpoch) {
        int compared =
                ignoreEpoch ? order.compare(plain(candidate), plain(version)) : order.compare(candidate, version);
        return switch (comparison) {
            case ">", ">>" -> compared > 0;
            case "<", "<<" -> compared < 0;
            case ">=" -> compared >= 0;
            case "<=" -> compared <= 0;
            case "!=", "<>" -> compared != 0;
            default -> compared == 0;
        };
    }

    /** The first of {@code candidates} that fits. */
    Optional<String> first(List<String> candidates, Comparator<String> order, boolean ignoreEpoch) {
        return candidates.stream()
                .filter(candidate -> fits(candidate, order, ignoreEpoch))
                .findFirst();
    }

    /** Without its epoch. */
    static String plain(String version) {
        return version.substring(version.indexOf(':') + 1);
    }
}
