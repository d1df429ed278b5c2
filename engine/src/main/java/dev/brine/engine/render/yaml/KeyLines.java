package dev.brine.engine.render.yaml;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lines of the keys of a document's first two mapping levels; for an SLS: the ids and their functions.
 * Not thread-safe while a document is read, read-only afterwards.
 */
public final class KeyLines {
    private static final KeyLines NONE = new KeyLines(0);

    private final int line;
    private final Map<@Nullable Object, KeyLines> children = new LinkedHashMap<>();

    KeyLines(int line) {
        this.line = line;
    }

    /** Of a document that is no mapping. */
    public static KeyLines none() {
        return NONE;
    }

    /** Where the key stands, from 1; 0 if unknown. */
    public int line() {
        return line;
    }

    /** The lines below {@code key}, itself included; {@link #none()} if there is no such key. */
    public KeyLines at(@Nullable Object key) {
        return children.getOrDefault(key, NONE);
    }

    /** All known keys of this level. */
    public Map<@Nullable Object, KeyLines> children() {
        return Collections.unmodifiableMap(children);
    }

    void put(@Nullable Object key, KeyLines lines) {
        children.put(key, lines);
    }
}
