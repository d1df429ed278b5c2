package dev.brine.engine.render.jinja.filter;

import dev.brine.engine.render.jinja.value.Numbers;
import dev.brine.engine.render.jinja.value.PyError;
import dev.brine.engine.render.jinja.value.Values;
import dev.brine.engine.render.yaml.YamlDumper;
import dev.brine.engine.render.yaml.YamlQuotes;
import dev.brine.engine.render.yaml.YamlStyle;
import org.jspecify.annotations.Nullable;

/** One scalar as YAML text. */
final class YamlScalars {

    private YamlScalars() {}

    static String doubleQuoted(String text) {
        return YamlQuotes.doubleQuoted(text);
    }

    static String singleQuoted(String text) {
        return YamlQuotes.singleQuoted(text);
    }

    /** Numbers and the like as PyYAML represents them, text in double quotes. */
    static String encode(@Nullable Object value) {
        if (Values.isString(value)) {
            return doubleQuoted(Values.text(value));
        }
        if (value == null || Numbers.isNumber(value)) {
            return PyText.stripped(YamlDumper.dump(value, YamlStyle.BLOCK));
        }
        throw PyError.of("RepresenterError", "('cannot represent an object', " + Values.text(value) + ")");
    }
}
