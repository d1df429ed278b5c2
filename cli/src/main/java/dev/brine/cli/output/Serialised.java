package dev.brine.cli.output;

import dev.brine.engine.render.json.JsonStyle;
import dev.brine.engine.render.json.JsonWriter;
import dev.brine.engine.render.yaml.YamlDumper;
import dev.brine.engine.render.yaml.YamlStyle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON and YAML text of plain values, in the layouts of Salt's outputters. */
final class Serialised {

    private Serialised() {}

    /** JSON; {@code indent} below zero puts everything on one line. */
    static String json(@Nullable Object data, int indent, boolean sortKeys) {
        JsonStyle style = JsonStyle.SALT.sorted(sortKeys);
        return JsonWriter.write(forJson(data), indent < 0 ? style : style.indented(indent));
    }

    /** Salt 3006: what JSON has no form for (bytes, sets, times) is shown as Python's repr() of it. */
    private static @Nullable Object forJson(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<@Nullable Object, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((key, item) -> copy.put(isPlain(key) ? key : PythonText.repr(key), forJson(item)));
            return copy;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>();
            list.forEach(item -> copy.add(forJson(item)));
            return copy;
        }
        return isPlain(value) ? value : PythonText.repr(value);
    }

    private static boolean isPlain(@Nullable Object value) {
        return value == null || value instanceof String || value instanceof Boolean || value instanceof Number;
    }

    /** YAML in block style; in flow style when {@code indent} is negative. */
    static String yaml(@Nullable Object data, int indent) {
        return YamlDumper.dump(
                data, indent < 0 ? YamlStyle.BLOCK.flow(YamlStyle.Flow.ALWAYS) : YamlStyle.BLOCK.indent(indent));
    }
}
