package dev.brine.reactor.policy;

import dev.brine.reactor.rule.Spelling;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A value of {@code reactor_policy} as it is read; every complaint names its key, and the nearest known word where there is one.
 *
 * @param key under which it stands ("throttle")
 * @param value a plain value
 */
public record Spec(String key, @Nullable Object value) {
    private static final Pattern TIME = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*(ms|s|m|h|d|w)?");

    /** The value as a map that holds no key beside {@code known}. */
    public Spec map(List<String> known) throws BadPolicy {
        if (!(value instanceof Map<?, ?> map)) {
            throw new BadPolicy(key, "'" + key + "' must be a map of " + String.join(", ", known) + "; found " + value);
        }
        for (Object found : map.keySet()) {
            if (!known.contains(word(found))) {
                throw unknown(word(found), known);
            }
        }
        return this;
    }

    /** A key as its author wrote it: {@code on} and {@code off} are truth values in YAML. */
    static String word(@Nullable Object key) {
        return key instanceof Boolean truth ? (truth ? "on" : "off") : String.valueOf(key);
    }

    private static Object key(Map<?, ?> map, String name) {
        boolean truth = name.equals("on") && !map.containsKey(name);
        return truth ? Boolean.TRUE : name;
    }

    /** The complaint about a word that is not known. */
    public static BadPolicy unknown(String word, Collection<String> known) {
        String nearest = known.stream()
                .min(Comparator.comparingInt(w -> Spelling.distance(w, word)))
                .orElse("");
        return new BadPolicy(
                word, "'" + word + "' is unknown; did you mean '" + nearest + "'? Known: " + String.join(", ", known));
    }

    /** A complaint about this value. */
    public BadPolicy bad(String message) {
        return new BadPolicy(key, "'" + key + "': " + message);
    }

    /** The value under {@code name}; of one that is missing, or of what is no map, the value is null. */
    public Spec at(String name) {
        return new Spec(name, value instanceof Map<?, ?> map ? map.get(key(map, name)) : null);
    }

    public boolean has(String name) {
        return value instanceof Map<?, ?> map && map.containsKey(key(map, name));
    }

    public boolean isMap() {
        return value instanceof Map<?, ?>;
    }

    /** A length of time: {@code 30s, 10m, 1h, 2d, 500ms}, or a number of seconds. */
    public Duration time() throws BadPolicy {
        if (value == null) {
            throw bad("is missing; write 30s, 10m, 1h or 2d");
        }
        Matcher time = TIME.matcher(String.valueOf(value).strip());
        if (!time.matches()) {
            throw bad("'" + value + "' is no time; write 30s, 10m, 1h or 2d");
        }
        double seconds = Double.parseDouble(time.group(1))
                * switch (time.group(2) == null ? "s" : time.group(2)) {
                    case "ms" -> 0.001;
                    case "m" -> 60;
                    case "h" -> 3_600;
                    case "d" -> 86_400;
                    case "w" -> 604_800;
                    default -> 1;
                };
        return Duration.ofMillis(Math.round(seconds * 1_000));
    }

    /** A length of time as people write it. */
    public static String shown(Duration time) {
        long millis = time.toMillis();
        if (millis % 1_000 != 0) {
            return millis + "ms";
        }
        long seconds = millis / 1_000;
        if (seconds % 86_400 == 0) {
            return seconds / 86_400 + "d";
        }
        if (seconds % 3_600 == 0) {
            return seconds / 3_600 + "h";
        }
        return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }

    /** A whole number from {@code least} on. */
    public int count(int least) throws BadPolicy {
        if (value instanceof Long number && number >= least && number <= Integer.MAX_VALUE) {
            return number.intValue();
        }
        throw bad("must be a whole number from " + least + " on; found " + value);
    }

    public String text() throws BadPolicy {
        if (value == null || value instanceof Map<?, ?> || value instanceof List<?>) {
            throw bad("must be text; found " + value);
        }
        return String.valueOf(value);
    }

    /** A list of texts; a single one is a list of one, nothing an empty one. */
    public List<String> texts() throws BadPolicy {
        List<String> texts = new ArrayList<>();
        List<?> items = value instanceof List<?> list ? list : value == null ? List.of() : List.of(value);
        for (Object item : items) {
            texts.add(new Spec(key, item).text());
        }
        return List.copyOf(texts);
    }

    /** One of the names of an enum, in small letters. */
    public <E extends Enum<E>> E one(E[] values) throws BadPolicy {
        String word = text();
        List<String> names = new ArrayList<>();
        for (E one : values) {
            String name = one.name().toLowerCase(Locale.ROOT);
            if (name.equals(word)) {
                return one;
            }
            names.add(name);
        }
        throw unknown(word, names);
    }

    /** Several of the names of an enum. */
    public <E extends Enum<E>> Set<E> some(E[] values) throws BadPolicy {
        Set<E> found = new LinkedHashSet<>();
        for (String word : texts()) {
            found.add(new Spec(key, word).one(values));
        }
        return found;
    }
}
