package dev.brine.engine.render;

import org.jspecify.annotations.Nullable;

/** One stage of a render pipe. Stateless; called on the thread of the request. */
@FunctionalInterface
public interface Renderer {

    /**
     * What this stage makes of the text, or of what the stage before it made.
     *
     * @throws RenderException in stock Salt's words
     */
    @Nullable
    Object render(@Nullable Object input, RenderStage stage);
}
