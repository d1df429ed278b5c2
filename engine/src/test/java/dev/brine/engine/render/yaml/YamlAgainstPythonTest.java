package dev.brine.engine.render.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brine.engine.render.Recorded;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Loading and dumping, compared with what Salt's loader and dumper over libyaml gave for the same input. */
class YamlAgainstPythonTest {
    private final YamlLoader loader = new YamlLoader();

    @Test
    void loadsWhatPythonLoadsAndRefusesWhatItRefuses() {
        for (Map<String, Object> one : Recorded.cases("yaml_load.json")) {
            String text = (String) one.get("text");
            if (one.containsKey("value")) {
                assertThat(Recorded.text(encode(loader.load(text))))
                        .as(text)
                        .isEqualTo(Recorded.text(one.get("value")));
            } else {
                assertThatThrownBy(() -> loader.load(text)).as(text).isInstanceOfSatisfying(YamlError.class, e -> {
                    assertThat(e.kind().pythonName()).isEqualTo(one.get("error"));
                    assertThat(e.getMessage()).startsWith((String) one.get("message"));
                });
            }
        }
    }

    @Test
    void dumpsPythonsText() {
        for (Map<String, Object> one : Recorded.cases("yaml_dump.json")) {
            YamlStyle style = YamlStyle.SALT
                    .flow(YamlStyle.Flow.valueOf((String) one.get("flow")))
                    .sortKeys((Boolean) one.get("sort"));
            assertThat(YamlDumper.dump(one.get("value"), style)).isEqualTo(one.get("text"));
        }
    }

    private static Object encode(Object value) {
        if (value instanceof Map<?, ?> map) {
            List<Object> pairs = new ArrayList<>();
            Map<Object, Object> plain = new LinkedHashMap<>();
            map.forEach((key, item) -> {
                List<Object> pair = new ArrayList<>();
                pair.add(encode(key));
                pair.add(encode(item));
                pairs.add(pair);
                plain.put(key, encode(item));
            });
            return map.keySet().stream().allMatch(String.class::isInstance) ? plain : Map.of("__map__", pairs);
        }
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>();
            list.forEach(item -> copy.add(encode(item)));
            return copy;
        }
        if (value instanceof byte[] bytes) {
            return Map.of("__bytes__", Base64.getEncoder().encodeToString(bytes));
        }
        if (value instanceof Double real && (real.isNaN() || real.isInfinite())) {
            return Map.of("__float__", real.isNaN() ? "nan" : real > 0 ? "inf" : "-inf");
        }
        return value;
    }
}
