package dev.brine.states.graph;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A reference to other states: {@code - file: /etc/x}, {@code - sls: web.*}, or a bare id or name.
 *
 * @param key state module, {@code sls}, or {@code id} for a bare one
 * @param value id, name or glob; null when the entry has none
 */
public record Requisite(String key, @Nullable Object value) {

    /** Reads an entry of a requisite list. A function behind the module ({@code file.managed: x}) is dropped. */
    public static Requisite of(@Nullable Object entry) {
        if (entry instanceof Map<?, ?> map && !map.isEmpty()) {
            Map.Entry<?, ?> first = map.entrySet().iterator().next();
            String key = String.valueOf(first.getKey());
            int dot = key.indexOf('.');
            return new Requisite(dot < 0 ? key : key.substring(0, dot), first.getValue());
        }
        return new Requisite("id", entry);
    }
}
