package dev.brine.engine.render.jinja.filter;

import dev.brine.engine.render.jinja.value.Numbers;
import dev.brine.engine.render.jinja.value.PyError;
import dev.brine.engine.render.jinja.value.Signature;
import dev.brine.engine.render.jinja.value.Taint;
import dev.brine.engine.render.jinja.value.Text;
import dev.brine.engine.render.jinja.value.Values;
import dev.brine.engine.render.json.JsonStyle;
import dev.brine.engine.render.json.JsonWriter;
import dev.brine.engine.render.yaml.YamlDumper;
import dev.brine.engine.render.yaml.YamlStyle;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values to JSON, YAML, XML and Python text, and back. */
final class SerializerFilters {

    private SerializerFilters() {}

    static Room room() {
        return new Room()
                .add("json", "SerializerExtension.format_json(sort_keys=True, indent=None)", (c, v, a) -> json(v, a))
                .add("tojson", "tojson(indent=None, **options)", (c, v, a) -> tojson(v, a))
                .add("yaml", "SerializerExtension.format_yaml(flow_style=True)", (c, v, a) -> yaml(v, a.get(0)))
                .add(
                        "dict_to_sls_yaml_params",
                        "SerializerExtension.dict_to_sls_yaml_params(flow_style=False)",
                        (c, v, a) -> parameters(v, a))
                .add("xml", "SerializerExtension.format_xml()", (c, v, a) -> Text.markup(XmlText.of(v)))
                .add(
                        "python",
                        "SerializerExtension.format_python()",
                        (c, v, a) -> Text.markup(PyText.stripped(PrettyPrint.format(v))))
                .add("pprint", "do_pprint()", (c, v, a) -> PrettyPrint.format(v))
                .add("load_yaml", "SerializerExtension.load_yaml()", (c, v, a) -> loadYaml(v))
                .add("load_json", "SerializerExtension.load_json()", (c, v, a) -> loadJson(v))
                .add("load_text", "SerializerExtension.load_text()", (c, v, a) -> v)
                .add("yaml_dquote", "yaml_dquote()", (c, v, a) -> spelled(v, YamlScalars.doubleQuoted(Values.text(v))))
                .add("yaml_squote", "yaml_squote()", (c, v, a) -> spelled(v, YamlScalars.singleQuoted(Values.text(v))))
                .add("yaml_encode", "yaml_encode()", (c, v, a) -> yamlEncode(v));
    }

    private static @Nullable Object loadYaml(@Nullable Object value) {
        if (value == null || isData(value)) {
            throw PyError.type("a string or stream input is required");
        }
        return StockSerializers.INSTANCE.loadYaml(Values.text(value));
    }

    private static @Nullable Object loadJson(@Nullable Object value) {
        if (value == null || isData(value)) {
            throw PyError.runtime("Unable to load json from " + Values.text(value));
        }
        return StockSerializers.INSTANCE.loadJson(Values.text(value));
    }

    /** Neither text nor something that prints as text, such as an imported file. */
    private static boolean isData(Object value) {
        return Numbers.isNumber(value) || value instanceof Map || value instanceof Collection;
    }

    private static Object json(@Nullable Object value, Signature.Bound a) {
        JsonStyle style = indented(JsonStyle.SALT.sorted(a.truth(0)), a.get(1));
        return Taint.spelled(value, PyText.stripped(JsonWriter.write(value, style)));
    }

    private static Object tojson(@Nullable Object value, Signature.Bound a) {
        JsonStyle style = JsonStyle.PYTHON;
        for (Map.Entry<Object, @Nullable Object> option : a.restByName().entrySet()) {
            style = switch (option.getKey().toString()) {
                case "sort_keys" -> style.sorted(Values.truth(option.getValue()));
                case "ensure_ascii" -> style.ascii(Values.truth(option.getValue()));
                case "separators" -> separators(style, option.getValue());
                case "skipkeys", "check_circular", "allow_nan", "default", "cls" -> style;
                default ->
                    throw PyError.type(
                            "JSONEncoder.__init__() got an unexpected keyword argument '" + option.getKey() + "'");
            };
        }
        JsonStyle done = indented(style, a.get(0));
        if (a.restByName().get("separators") != null) {
            done = separators(done, a.restByName().get("separators"));
        }
        String text = JsonWriter.write(value, done)
                .replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026")
                .replace("'", "\\u0027");
        Text spelled = Taint.spelled(value, text);
        return spelled.isTainted() ? spelled : text;
    }

    private static JsonStyle separators(JsonStyle style, @Nullable Object pair) {
        if (pair == null) {
            return style;
        }
        List<@Nullable Object> parts = Values.list(pair);
        return style.separators(Values.text(parts.get(0)), Values.text(parts.get(1)));
    }

    private static JsonStyle indented(JsonStyle style, @Nullable Object indent) {
        if (indent == null) {
            return style;
        }
        return Values.isString(indent)
                ? style.indented(Values.text(indent))
                : style.indented(Math.min(Numbers.index(indent), 1000));
    }

    static Text yaml(@Nullable Object value, @Nullable Object flowStyle) {
        YamlStyle.Flow flow = flowStyle == null
                ? YamlStyle.Flow.LEAVES
                : Values.truth(flowStyle) ? YamlStyle.Flow.ALWAYS : YamlStyle.Flow.NEVER;
        String text = PyText.stripped(YamlDumper.dump(value, YamlStyle.SALT.flow(flow)));
        return Taint.spelled(value, text.endsWith("\n...") ? text.substring(0, text.length() - 4) : text);
    }

    private static Text parameters(@Nullable Object value, Signature.Bound a) {
        if (!(value instanceof Map<?, ?> map)) {
            Values.truth(value);
            throw PyError.attribute("'" + Values.typeName(value) + "' object has no attribute 'items'");
        }
        List<@Nullable Object> list = new ArrayList<>();
        map.forEach((k, v) -> list.add(Collections.<@Nullable Object, @Nullable Object>singletonMap(k, v)));
        return yaml(list, a.get(0));
    }

    /** Quoted text: plain str in stock, so it must not become Markup unless event text is inside. */
    private static Object spelled(@Nullable Object value, String text) {
        Text spelled = Taint.spelled(value, text);
        return spelled.isTainted() ? spelled : text;
    }

    private static Object yamlEncode(@Nullable Object value) {
        if (value instanceof Map || value instanceof List || value instanceof java.util.Set) {
            throw PyError.type("yaml_encode() only works with YAML scalar data; failed for <class '"
                    + Values.typeName(value) + "'>");
        }
        return spelled(value, YamlScalars.encode(value));
    }
}
