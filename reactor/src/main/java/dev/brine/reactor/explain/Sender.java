package dev.brine.reactor.explain;

import dev.brine.engine.event.Origin;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Who fires an event that is only thought of. */
final class Sender {
    private static final List<String> OF_MINIONS = List.of("minion", "beacon");
    private static final List<String> OF_THE_MASTER =
            List.of("job", "run", "wheel", "key", "presence", "reactor", "stats");

    private Sender() {}

    /**
     * Reads {@code minion:web1}, {@code master}, ...
     *
     * @throws IllegalArgumentException when it is none of these
     */
    static Origin read(String text) {
        int colon = text.indexOf(':');
        String kind = colon < 0 ? text : text.substring(0, colon);
        return Arrays.stream(Origin.Kind.values())
                .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(kind.strip()))
                .findFirst()
                .map(one -> new Origin(
                        one, colon < 0 ? "" : text.substring(colon + 1).strip()))
                .orElseThrow(() -> new IllegalArgumentException("origin '" + text + "' is unknown; write one of "
                        + Arrays.stream(Origin.Kind.values())
                                .map(one -> one.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", "))
                        + ", and for a minion minion:ID"));
    }

    /** Who fires such events as a rule. */
    static Origin usual(String tag, Map<String, Object> data) {
        String[] words = tag.split("/", -1);
        Optional<String> id = Optional.ofNullable(data.get("id")).map(String::valueOf);
        String area = words.length > 1 && words[0].equals("salt") ? words[1] : "";
        if (words.length > 3 && OF_MINIONS.contains(area)) {
            return Origin.minion(words[2]);
        }
        if (words.length == 5 && area.equals("job") && words[3].equals("ret")) {
            return Origin.minion(words[4]);
        }
        if (tag.equals("salt/auth") || tag.equals("minion_start") || "_minion_event".equals(data.get("cmd"))) {
            return id.map(Origin::minion).orElse(Origin.LOCAL);
        }
        if (area.equals("netapi")) {
            return new Origin(Origin.Kind.API, "");
        }
        if (area.equals("engines")) {
            return Origin.anonymous("");
        }
        return OF_THE_MASTER.contains(area) ? Origin.MASTER : Origin.LOCAL;
    }

    /** For people. */
    static String words(Origin origin) {
        String kind = origin.kind().name().toLowerCase(Locale.ROOT);
        return origin.id().isEmpty() ? kind : kind + ":" + origin.id();
    }
}
