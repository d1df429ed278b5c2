package dev.brine.reactor.explain;

import dev.brine.engine.event.Event;
import dev.brine.reactor.rule.TagPattern;
import dev.brine.reactor.window.Correlated;
import dev.brine.reactor.window.Correlation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What joins and absences have to do with an event. */
final class Correlations {
    private final List<Correlated> all;
    private final Standing standing;

    Correlations(List<Correlated> all, Standing standing) {
        this.all = all;
        this.standing = standing;
    }

    /** Whether rules of a left side answer windows only. */
    boolean owns(String rule) {
        return all.stream().anyMatch(one -> one.rule().equals(rule));
    }

    /** What the windows of a rule make of the event, one sentence each; none when the rule has none. */
    List<String> words(String rule, Event event) {
        return all.stream()
                .filter(one -> one.rule().equals(rule))
                .map(one -> one.policy() + ": " + one.correlation() + ": " + about(one.correlation(), event))
                .toList();
    }

    /** Whether the event has a part in a window of the rule. */
    boolean counts(String rule, Event event) {
        return all.stream()
                .filter(one -> one.rule().equals(rule))
                .flatMap(one -> one.correlation().parts().stream())
                .anyMatch(pattern -> pattern.match(event.tag()).isPresent());
    }

    private String about(Correlation correlation, Event event) {
        List<String> parts = correlation.parts().stream()
                .filter(pattern -> pattern.match(event.tag()).isPresent())
                .map(TagPattern::text)
                .toList();
        if (parts.isEmpty()) {
            return "this event has no part in it";
        }
        String key = correlation.key().of(event).orElse(null);
        if (key == null) {
            return "this event is not counted: it has nothing at "
                    + String.join(", ", correlation.key().by());
        }
        String whose = key.isEmpty() ? "" : " for '" + key + "'";
        if (correlation instanceof Correlation.Absence absence) {
            boolean begins = absence.after().match(event.tag()).isPresent();
            boolean ends = absence.expect().match(event.tag()).isPresent();
            return (ends ? "this event is the one that is waited for" + whose : "")
                    + (ends && begins ? "; and " : "")
                    + (begins ? "waiting begins with this event" + whose : "");
        }
        Set<String> missing = correlation.parts().stream()
                .map(TagPattern::text)
                .filter(text -> !parts.contains(text))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        return "this event counts as " + String.join(" and ", parts) + whose
                + (missing.isEmpty() ? "" : "; the rule answers when " + String.join(" and ", missing) + " came, too");
    }

    /** Windows that are open and that the event has to do with. */
    List<Object> open(Event event) {
        List<Object> open = new ArrayList<>();
        for (Object window : standing.windows().get()) {
            if (window instanceof Map<?, ?> map
                    && all.stream()
                            .anyMatch(one -> one.policy().equals(map.get("policy"))
                                    && one.correlation()
                                            .key()
                                            .of(event)
                                            .filter(key -> key.equals(map.get("key")))
                                            .isPresent()
                                    && one.correlation().parts().stream()
                                            .anyMatch(pattern ->
                                                    pattern.match(event.tag()).isPresent()))) {
                open.add(window);
            }
        }
        return open;
    }
}
