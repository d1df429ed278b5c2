package dev.brine.engine.render.jinja;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.engine.render.jinja.filter.Filters;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordedRenderTest {
    private final JinjaEngine engine = new JinjaEngine(Filters.all());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "recorded-expressions.json",
                "recorded-statements.json",
                "recorded-language.json",
                "recorded-salt.json"
            })
    void rendersAndFailsAsJinjaItself(String resource) throws IOException {
        List<Recorded.Case> cases = Recorded.cases(resource);
        assertThat(cases).hasSizeGreaterThan(200);
        List<String> different = new ArrayList<>();
        for (Recorded.Case one : cases) {
            String got = Recorded.rendered(engine, one);
            if (!got.equals(one.expected())) {
                different.add(one.template() + "\n  jinja: " + one.expected() + "\n  ours:  " + got);
            }
        }
        assertThat(different).isEmpty();
    }
}
