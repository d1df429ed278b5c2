package dev.brine.engine.wheel;

import dev.brine.engine.data.Glob;
import dev.brine.engine.key.KeyState;
import dev.brine.engine.key.KeyStore;
import dev.brine.transport.wire.MinionId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Which keys a {@code match} argument means: ids by state directory, only states that have one, sorted without case. */
final class KeyMatch {
    private final KeyStore keys;

    KeyMatch(KeyStore keys) {
        this.keys = keys;
    }

    /** A glob, several joined by commas, or a list of them. An exact id is looked up, not searched for. */
    Map<String, List<String>> matching(Object match) throws IOException {
        Map<String, List<String>> found = new LinkedHashMap<>();
        String text = String.valueOf(match);
        boolean exact = !(match instanceof List) && MinionId.isValid(text);
        for (KeyState state : KeyState.values()) {
            List<String> ids = exact ? exactly(new MinionId(text), state) : search(globs(match), state);
            if (!ids.isEmpty()) {
                found.put(state.directory(), ids);
            }
        }
        return found;
    }

    private List<String> exactly(MinionId id, KeyState state) throws IOException {
        return keys.key(id, state).isPresent() ? List.of(id.value()) : List.of();
    }

    private List<String> search(List<Glob> globs, KeyState state) throws IOException {
        return sorted(keys.ids(state)).stream()
                .filter(id -> globs.stream().anyMatch(glob -> glob.test(id)))
                .toList();
    }

    /** Where the named ids are now. */
    Map<String, List<String>> now(Map<String, List<String>> named) throws IOException {
        Map<String, List<String>> found = new LinkedHashMap<>();
        for (List<String> ids : named.values()) {
            for (String id : ids) {
                for (KeyState state : KeyState.values()) {
                    if (MinionId.isValid(id)
                            && keys.key(new MinionId(id), state).isPresent()) {
                        found.computeIfAbsent(state.directory(), key -> new ArrayList<>())
                                .add(id);
                    }
                }
            }
        }
        return found;
    }

    /** A user's map of state directory to ids. */
    static Map<String, List<String>> named(Map<String, Object> match) {
        Map<String, List<String>> named = new LinkedHashMap<>();
        match.forEach((state, ids) -> named.put(
                state,
                ids instanceof List<?> items
                        ? items.stream().map(String::valueOf).toList()
                        : List.of(String.valueOf(ids))));
        return named;
    }

    static List<Glob> globs(Object match) {
        List<Glob> globs = new ArrayList<>();
        if (match instanceof List<?> items) {
            items.forEach(item -> globs.add(Glob.of(String.valueOf(item))));
        } else {
            for (String part : String.valueOf(match).split(",")) {
                globs.add(Glob.of(part));
            }
        }
        return globs;
    }

    static List<String> sorted(Iterable<String> names) {
        List<String> sorted = new ArrayList<>();
        names.forEach(sorted::add);
        sorted.sort(Comparator.<String, String>comparing(name -> name.toLowerCase(Locale.ROOT))
                .thenComparing(Comparator.naturalOrder()));
        return sorted;
    }
}
