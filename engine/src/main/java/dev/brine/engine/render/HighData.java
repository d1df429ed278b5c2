package dev.brine.engine.render;

import dev.brine.engine.render.yaml.KeyLines;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A rendered SLS file.
 *
 * @param data ids to their declarations, plus {@code include}, {@code extend} and the like; the reader may change it
 * @param file where it comes from
 * @param lines where its ids and functions stand, in the rendered text
 * @param tainted where the event's text went
 */
public record HighData(
        Map<@Nullable Object, @Nullable Object> data, String file, KeyLines lines, List<TaintedSpot> tainted) {

    /** {@code reactor/accept.sls:7} for an id; the file alone when its line is unknown. */
    public String origin(Object id) {
        int line = lines.at(id).line();
        return line > 0 ? file + ":" + line : file;
    }
}
