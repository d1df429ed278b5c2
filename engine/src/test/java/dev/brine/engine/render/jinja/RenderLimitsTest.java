package dev.brine.engine.render.jinja;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brine.engine.render.jinja.filter.Filters;
import dev.brine.engine.render.jinja.lex.Syntax;
import dev.brine.engine.render.jinja.limit.Budget;
import dev.brine.engine.render.jinja.limit.RenderLimits;
import dev.brine.engine.render.jinja.value.PyError;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RenderLimitsTest {
    private static final RenderLimits SMALL = new RenderLimits(Duration.ofMinutes(1), 10_000, 1_000, 500, 50);

    private final JinjaEngine engine = new JinjaEngine(Filters.all());

    private String render(String template) {
        return engine.render(
                engine.parse(template, Syntax.DEFAULT),
                RenderContext.builder().limits(SMALL).build());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "{% for i in range(100) %}{% for j in range(100) %}{% endfor %}{% endfor %} # Too many loop rounds",
                "{% set l = [1] %}{% for i in l %}{% do l.append(i) %}{% endfor %} # Sequence too long",
                "{{ 'a' * 10001 }} # Text too long",
                "{% for i in range(900) %}aaaaaaaaaaaaaaaaaaaa{% endfor %} # Text too long",
                "{% set x = 'a' * 9000 %}{{ x ~ x }} # Text too long",
                "{{ [1] * 501 }} # Sequence too long",
                "{{ '%99999d' % 1 }} # Text too long",
                "{{ '{:99999}'.format(1) }} # Text too long",
                "{{ 'a'.center(99999) }} # Text too long",
                "{{ 'abc'.replace('', 'x' * 5000) }} # Text too long",
                "{{ 10 ** 1000000 }} # Number too large",
                "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }} # maximum recursion depth exceeded",
                "{{ range(100001) }} # Range too big"
            })
    void whatAsksForTooMuchEndsWithAReason(String template, String reason) {
        assertThatThrownBy(() -> render(template))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void whatStaysWithinTheLimitsRenders() {
        assertThat(render("{% for i in range(999) %}{% endfor %}{{ 'a' * 3 }}{{ 2 ** 64 }}"))
                .isEqualTo("aaa18446744073709551616");
    }

    @Test
    void clockEndsLoopsAndRegularExpressions() {
        AtomicLong now = new AtomicLong();
        Budget budget = new Budget(
                new RenderLimits(Duration.ofMillis(200), 1 << 20, 1_000_000, 1_000, 50),
                () -> now.addAndGet(1_000_000));

        assertThatThrownBy(() -> {
                    for (int i = 0; i < 100_000; i++) {
                        budget.round();
                    }
                })
                .isInstanceOf(PyError.class)
                .hasMessage("Render took too long: the limit is 200 ms");
        assertThatThrownBy(() -> Pattern.compile("(a+)+$")
                        .matcher(budget.guarded("a".repeat(60) + "b"))
                        .find())
                .isInstanceOf(PyError.class);
    }
}
