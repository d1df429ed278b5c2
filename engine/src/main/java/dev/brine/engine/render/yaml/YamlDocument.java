package dev.brine.engine.render.yaml;

import org.jspecify.annotations.Nullable;

/**
 * One loaded document.
 *
 * @param value plain value; null for an empty document. Aliases of collections are the same Java object, as in Python
 * @param lines where the keys of the first two levels stand
 */
public record YamlDocument(@Nullable Object value, KeyLines lines) {}
