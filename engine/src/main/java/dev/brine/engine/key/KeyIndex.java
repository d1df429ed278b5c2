package dev.brine.engine.key;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is asked of the key directories at each sign-in of an unknown id, so that it need not be read from disk each time: ids
 * by their spelling without case and final dot, and the pending keys.
 *
 * <p>Other programs change the directories too; a copy that is a second old is read anew. It only feeds limits and the check
 * for look-alike ids: what a key's state is, is always read from the disk.
 */
final class KeyIndex {
    private static final long FRESH_NANOS = 1_000_000_000L;

    /** Reads the directories. */
    interface Source {
        Set<String> ids(KeyState state) throws IOException;

        /** The key's text, empty when it is gone or unreadable. */
        Optional<String> text(String id, KeyState state) throws IOException;
    }

    private final Source source;
    private Map<String, String> spelling = new HashMap<>();
    private Map<String, String> pending = new HashMap<>();
    private Map<String, Integer> idsOfKey = new HashMap<>();
    private int denied;
    private long read = System.nanoTime() - 2 * FRESH_NANOS;

    KeyIndex(Source source) {
        this.source = source;
    }

    /** An id that differs from {@code id} in nothing but case or a dot at the end. */
    synchronized Optional<String> twin(String id) throws IOException {
        refresh();
        return Optional.ofNullable(spelling.get(fold(id))).filter(known -> !known.equals(id));
    }

    synchronized int pending() throws IOException {
        refresh();
        return pending.size();
    }

    synchronized int denied() throws IOException {
        refresh();
        return denied;
    }

    /** Under how many ids this key is pending. */
    synchronized int pendingIdsOf(String key) throws IOException {
        refresh();
        return idsOfKey.getOrDefault(key, 0);
    }

    synchronized void added(String id, KeyState state, String key) {
        if (state == KeyState.DENIED) {
            denied++;
            return;
        }
        spelling.putIfAbsent(fold(id), id);
        if (state == KeyState.PENDING && pending.put(id, key) == null) {
            idsOfKey.merge(key, 1, Integer::sum);
        }
    }

    synchronized void removed(String id, KeyState state) {
        String key = state == KeyState.PENDING ? pending.remove(id) : null;
        if (key != null) {
            idsOfKey.computeIfPresent(key, (k, count) -> count == 1 ? null : count - 1);
        }
    }

    /** The next question is answered from the disk. */
    synchronized void forget() {
        read = System.nanoTime() - 2 * FRESH_NANOS;
    }

    private void refresh() throws IOException {
        if (System.nanoTime() - read < FRESH_NANOS) {
            return;
        }
        Map<String, String> names = new HashMap<>();
        for (KeyState state : List.of(KeyState.ACCEPTED, KeyState.PENDING, KeyState.REJECTED)) {
            source.ids(state).forEach(id -> names.putIfAbsent(fold(id), id));
        }
        Map<String, String> keys = new HashMap<>();
        Map<String, Integer> counts = new HashMap<>();
        for (String id : source.ids(KeyState.PENDING)) {
            String known = pending.get(id);
            Optional<String> key = known == null ? source.text(id, KeyState.PENDING) : Optional.of(known);
            key.ifPresent(text -> {
                keys.put(id, text);
                counts.merge(text, 1, Integer::sum);
            });
        }
        spelling = names;
        pending = keys;
        idsOfKey = counts;
        denied = source.ids(KeyState.DENIED).size();
        read = System.nanoTime();
    }

    private static String fold(String id) {
        String lower = id.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }
}
