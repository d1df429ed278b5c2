package dev.brine.engine.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.engine.data.DictMerge;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class LowCompilerTest {

    @Test
    @SuppressWarnings("unchecked")
    void padsVerifiesAndCompilesAsBothOfSaltsCompilers() {
        for (Map<String, Object> one : Recorded.cases("low.json")) {
            for (LowCompiler.Flavour flavour : LowCompiler.Flavour.values()) {
                Map<String, Object> stock = (Map<String, Object>) one.get(flavour.name());
                LowCompiler compiler = new LowCompiler(flavour);
                Map<Object, Object> high =
                        (Map<Object, Object>) Objects.requireNonNull(DictMerge.copy(one.get("high")));
                compiler.padFunctions(high);
                high.values().forEach(body -> ((Map<Object, Object>) body).put("__sls__", "f.sls"));
                assertThat(Recorded.text(high)).isEqualTo(Recorded.text(stock.get("pad")));
                List<String> errors = compiler.verify(high);
                assertThat(errors).isEqualTo(stock.get("errors"));
                if (errors.isEmpty()) {
                    assertThat(Recorded.text(compiler.compile(high))).isEqualTo(Recorded.text(stock.get("low")));
                }
            }
        }
    }
}
