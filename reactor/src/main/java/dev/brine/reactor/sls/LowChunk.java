package dev.brine.reactor.sls;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One reaction as Salt's compiler gives it.
 *
 * @param fields {@code state, name, __sls__, __id__, order, fun} and whatever the file gives; keys are texts in all files that
 *     can be run
 * @param place {@code file:line} of its id in the rendered file
 * @param taints which values of its file hold text of the event
 */
public record LowChunk(Map<@Nullable Object, @Nullable Object> fields, String place, Taints taints) {

    /** {@code local}, {@code runner}, {@code wheel}, {@code caller}, or a word that is none of them. */
    public String state() {
        return String.valueOf(fields.get("state"));
    }

    public String fun() {
        return String.valueOf(fields.get("fun"));
    }

    public String id() {
        return String.valueOf(fields.get("__id__"));
    }

    public String sls() {
        return String.valueOf(fields.get("__sls__"));
    }

    /** Tells the chunks of one file apart, also after the file was rendered anew. */
    public String key() {
        return id() + "|" + state() + "." + fun() + "|" + HighData.text(fields.get("name"));
    }
}
