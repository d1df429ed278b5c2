package dev.brine.engine.render;

import org.jspecify.annotations.Nullable;

/** Renderers that do not come with Brine, by name. Safe for any thread. */
@FunctionalInterface
public interface Renderers {

    /** None but those that come with Brine. */
    Renderers NONE = name -> null;

    /** The renderer of that name; null when there is none. It goes before one of ours. */
    @Nullable
    Renderer find(String name);
}
