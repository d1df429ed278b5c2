package dev.brine.reactor.policy;

import dev.brine.engine.event.Origin;
import dev.brine.reactor.rule.Problem;
import dev.brine.reactor.rule.TagPattern;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code reactor_policy}; an entry with anything unknown in it is refused as a whole and named. */
public final class PolicyReader {
    private static final List<String> KEYS = List.of("match", "name", "from", "when", "throttle", "mode");
    private static final Pattern TIME = Pattern.compile("(\\d+(?:\\.\\d+)?)(ms|s|m|h|d)?");

    private PolicyReader() {}

    /** What was read. */
    public record Result(List<Policy> policies, List<Problem> problems) {}

    private static final class Unknown extends Exception {
        private static final long serialVersionUID = 1L;

        Unknown(String message) {
            super(message);
        }
    }

    /** Reads the option; {@code place} is where it stands. */
    public static Result read(@Nullable Object value, String place) {
        List<Policy> policies = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        List<?> entries = value instanceof List<?> list ? list : value == null ? List.of() : List.of(value);
        for (int i = 0; i < entries.size(); i++) {
            try {
                policies.add(policy(entries.get(i), i + 1));
            } catch (Unknown | IllegalArgumentException e) {
                problems.add(new Problem(place, "reactor_policy entry " + (i + 1) + " is refused: " + e.getMessage()));
            }
        }
        return new Result(List.copyOf(policies), List.copyOf(problems));
    }

    private static Policy policy(@Nullable Object entry, int number) throws Unknown {
        if (!(entry instanceof Map<?, ?> map) || !map.containsKey("match")) {
            throw new Unknown("expected a map with 'match: <tag>', found " + entry);
        }
        known(map, KEYS);
        Object throttle = map.get("throttle");
        Duration once = Duration.ZERO;
        List<String> by = List.of();
        if (throttle instanceof Map<?, ?> limits) {
            known(limits, List.of("once_within", "by"));
            once = time(limits.get("once_within"));
            by = texts(limits.get("by"));
        }
        String mode = String.valueOf(map.containsKey("mode") ? map.get("mode") : "enforce");
        return new Policy(
                map.containsKey("name") ? String.valueOf(map.get("name")) : "entry " + number,
                TagPattern.of(String.valueOf(map.get("match"))),
                origins(texts(map.get("from"))),
                conditions(map.get("when")),
                once,
                by,
                one(mode, Policy.Mode.values()));
    }

    private static void known(Map<?, ?> map, List<String> keys) throws Unknown {
        for (Object key : map.keySet()) {
            if (!keys.contains(String.valueOf(key))) {
                throw new Unknown("'" + key + "' is unknown; did you mean '" + nearest(String.valueOf(key), keys)
                        + "'? Known: " + String.join(", ", keys));
            }
        }
    }

    private static String nearest(String word, List<String> words) {
        return words.stream()
                .min(java.util.Comparator.comparingInt(w -> dev.brine.reactor.rule.Spelling.distance(w, word)))
                .orElse("");
    }

    private static <E extends Enum<E>> E one(String word, E[] values) throws Unknown {
        List<String> names = new ArrayList<>();
        for (E value : values) {
            String name = value.name().toLowerCase(Locale.ROOT);
            if (name.equals(word)) {
                return value;
            }
            names.add(name);
        }
        throw new Unknown("'" + word + "' is unknown; did you mean '" + nearest(word, names) + "'? Known: "
                + String.join(", ", names));
    }

    private static Set<Origin.Kind> origins(List<String> words) throws Unknown {
        Set<Origin.Kind> kinds = EnumSet.noneOf(Origin.Kind.class);
        for (String word : words) {
            kinds.add(one(word, Origin.Kind.values()));
        }
        return kinds;
    }

    private static List<Condition> conditions(@Nullable Object when) throws Unknown {
        List<Condition> all = new ArrayList<>();
        if (when instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                String path = String.valueOf(entry.getKey());
                if (entry.getValue() instanceof Map<?, ?> operators) {
                    for (Map.Entry<?, ?> operator : operators.entrySet()) {
                        all.add(new Condition(
                                path,
                                one(String.valueOf(operator.getKey()), Condition.Operator.values()),
                                operator.getValue()));
                    }
                } else {
                    all.add(new Condition(path, Condition.Operator.EQUALS, entry.getValue()));
                }
            }
        } else if (when != null) {
            throw new Unknown("'when' must be a map of paths to conditions, found " + when);
        }
        return all;
    }

    private static Duration time(@Nullable Object value) throws Unknown {
        Matcher time = TIME.matcher(String.valueOf(value));
        if (!time.matches()) {
            throw new Unknown("'" + value + "' is no time; write 30s, 10m, 1h");
        }
        double seconds = Double.parseDouble(time.group(1))
                * switch (time.group(2) == null ? "s" : time.group(2)) {
                    case "ms" -> 0.001;
                    case "m" -> 60;
                    case "h" -> 3_600;
                    case "d" -> 86_400;
                    default -> 1;
                };
        return Duration.ofMillis((long) (seconds * 1_000));
    }

    private static List<String> texts(@Nullable Object value) {
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : value == null ? List.of() : List.of(String.valueOf(value));
    }
}
