package dev.brine.engine.render;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A place in rendered data that holds text of the event.
 *
 * @param path keys and (Long) indexes from the top; for a key its own parents
 * @param key whether it is a key
 * @param origins where the event has the text, such as {@code data['id']}
 * @param line in the rendered text
 */
public record TaintedSpot(List<@Nullable Object> path, boolean key, List<String> origins, int line) {}
