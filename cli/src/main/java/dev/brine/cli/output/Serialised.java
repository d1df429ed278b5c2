package dev.brine.cli.output;

import dev.brine.engine.render.json.JsonStyle;
import dev.brine.engine.render.json.JsonWriter;
import dev.brine.engine.render.yaml.YamlDumper;
import dev.brine.engine.render.yaml.YamlStyle;
import org.jspecify.annotations.Nullable;

/** JSON and YAML text of plain values, in the layouts of Salt's outputters. */
final class Serialised {

    private Serialised() {}

    /** JSON; {@code indent} below zero puts everything on one line. */
    static String json(@Nullable Object data, int indent, boolean sortKeys) {
        JsonStyle style = JsonStyle.SALT.sorted(sortKeys);
        return JsonWriter.write(data, indent < 0 ? style : style.indented(indent));
    }

    /** YAML in block style; in flow style when {@code indent} is negative. */
    static String yaml(@Nullable Object data, int indent) {
        return YamlDumper.dump(
                data, indent < 0 ? YamlStyle.BLOCK.flow(YamlStyle.Flow.ALWAYS) : YamlStyle.BLOCK.indent(indent));
    }
}
