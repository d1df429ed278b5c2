package dev.brine.reactor.policy;

import dev.brine.engine.event.Origin;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * {@code from}: who must have fired the event.
 *
 * @param kinds at least one
 */
public record From(Set<Origin.Kind> kinds) implements Part {

    public static From read(Spec value) throws BadPolicy {
        Set<Origin.Kind> kinds = value.some(Origin.Kind.values());
        if (kinds.isEmpty()) {
            throw value.bad("names nobody; write one or more of master, local, api, syndic, minion, anonymous");
        }
        return new From(kinds);
    }

    /** Why the event is not from one of them. */
    Optional<String> against(Origin origin) {
        return kinds.contains(origin.kind())
                ? Optional.empty()
                : Optional.of("from: the event comes from " + word(origin.kind()) + ", not from " + this);
    }

    @Override
    public String toString() {
        return kinds.stream().map(From::word).collect(Collectors.joining(" or "));
    }

    private static String word(Origin.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
