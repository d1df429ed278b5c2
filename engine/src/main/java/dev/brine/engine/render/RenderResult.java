package dev.brine.engine.render;

import dev.brine.engine.render.yaml.KeyLines;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a pipe made of one text.
 *
 * @param value plain data, or a String when the last stage makes text
 * @param lines where the keys stand
 * @param text what the last text stage made; null when there was none
 * @param tainted where the event's text went
 */
public record RenderResult(
        @Nullable Object value, KeyLines lines, @Nullable String text, List<TaintedSpot> tainted) {}
