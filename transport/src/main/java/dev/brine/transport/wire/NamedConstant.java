package dev.brine.transport.wire;

import org.jspecify.annotations.Nullable;

/**
 * A named constant of Salt, msgpack extension 79: the array {@code [name, value]}.
 *
 * <p>It is kept as it is so that it can be sent on; nothing in Brine makes one.
 */
public record NamedConstant(String name, @Nullable Object value) {}
