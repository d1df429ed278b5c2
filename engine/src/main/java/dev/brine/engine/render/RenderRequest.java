package dev.brine.engine.render;

import org.jspecify.annotations.Nullable;

/**
 * One text to render.
 *
 * @param text the file's content
 * @param path where the file lies, for error texts and {@code tpldir}; null for a text without a file
 * @param sls dotted name of the SLS; "" outside of states
 * @param version equal for equal content of the same path, so that the parsed template can be kept; null to parse anew
 * @param world what it sees
 */
public record RenderRequest(
        String text,
        @Nullable String path,
        String sls,
        @Nullable Object version,
        RenderWorld world) {

    /** A text without a file. */
    public static RenderRequest of(String text, RenderWorld world) {
        return new RenderRequest(text, null, "", null, world);
    }

    /** How errors name it. */
    public String name() {
        return path != null ? path : sls.isEmpty() ? "<text>" : sls;
    }
}
