package dev.brine.engine.render.jinja;

import org.jspecify.annotations.Nullable;

/** What the tags {@code load_yaml}, {@code load_json}, {@code import_yaml}, {@code import_json} need: text to plain values. */
public interface Serializers {
    /** Faults are {@link dev.brine.engine.render.jinja.value.PyError} in stock's words. */
    @Nullable
    Object loadYaml(String text);

    /** As {@link #loadYaml}, for JSON. */
    @Nullable
    Object loadJson(String text);
}
