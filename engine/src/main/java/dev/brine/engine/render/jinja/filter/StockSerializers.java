package dev.brine.engine.render.jinja.filter;

import dev.brine.engine.render.jinja.value.PyError;
import dev.brine.engine.render.json.JsonError;
import dev.brine.engine.render.json.JsonReader;
import dev.brine.engine.render.yaml.YamlError;
import dev.brine.engine.render.yaml.YamlLoader;
import org.jspecify.annotations.Nullable;

/** Loads the texts of {@code load_yaml} and its relatives. Stateless. */
final class StockSerializers {
    static final StockSerializers INSTANCE = new StockSerializers();

    private static final YamlLoader YAML = new YamlLoader();

    private StockSerializers() {}

    /** Stock means to show the place of a fault but trips over libyaml's marks; its words then are kept. */
    @Nullable
    Object loadYaml(String text) {
        try {
            return YAML.load(text);
        } catch (YamlError e) {
            throw switch (e.kind()) {
                case READER, LIMIT ->
                    PyError.runtime("Encountered error loading yaml: " + String.valueOf(e.getMessage()));
                case RECURSION -> PyError.of("RecursionError", "maximum recursion depth exceeded");
                case VALUE -> PyError.value(e.problem());
                default -> PyError.attribute("'NoneType' object has no attribute 'splitlines'");
            };
        }
    }

    @Nullable
    Object loadJson(String text) {
        try {
            return JsonReader.read(text);
        } catch (JsonError e) {
            throw PyError.runtime("Unable to load json from " + text);
        }
    }
}
