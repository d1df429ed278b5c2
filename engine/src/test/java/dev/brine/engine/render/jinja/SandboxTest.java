package dev.brine.engine.render.jinja;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brine.engine.render.jinja.filter.Filters;
import dev.brine.engine.render.jinja.lex.Syntax;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SandboxTest {
    private final JinjaEngine engine = new JinjaEngine(Filters.all());

    private String render(String template, Object payload) {
        return engine.render(
                engine.parse(template, Syntax.DEFAULT),
                RenderContext.builder().variable("x", payload).build());
    }

    @Test
    void templateInsideAValueIsNeverRendered() {
        String payload = "{{ 7*7 }}{% set a = 1 %}{# c #}";

        assertThat(render("{{ x }}|{% set b %}{{ x }}{% endset %}{{ b }}|{{ x|upper }}", payload))
                .isEqualTo(payload + "|" + payload + "|" + payload.toUpperCase(java.util.Locale.ROOT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ x.getClass() }}",
                "{{ x.class }}",
                "{{ ''.getClass().forName('java.lang.Runtime') }}",
                "{{ x['class'] }}",
                "{{ x.hashCode() }}",
                "{{ [].getClass() }}",
                "{{ range.getClass() }}",
                "{{ ____int3rpr3t3r____.getContext() }}"
            })
    void noJavaMemberIsReachable(String template) {
        assertThatThrownBy(() -> render(template, "text"))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("Jinja variable");
    }

    @Test
    void jinjavasOwnWaysInUseTheSameLanguage() {
        SaltInterpreter interpreter = engine.interpreter(
                RenderContext.builder().variable("d", Map.of("a", 7L)).build());

        assertThat(interpreter.render("{{ 1 if d.a == 7 else 2 }}{{ none }}")).isEqualTo("1None");
        assertThat(interpreter.resolveELExpression("d.a // 2 ** 1", 1)).isEqualTo(3L);
        assertThat(interpreter.getAsString(true)).isEqualTo("True");
    }

    @Test
    void oneTemplateServesManyThreads() throws Exception {
        Template template = engine.parse(
                "{% for i in range(20) %}{% set y = x ~ i %}{{ y }}{% macro m(a) %}{{ a }}{{ y }}{% endmacro %}{{ m(i) }}"
                        + "{% endfor %}",
                Syntax.DEFAULT);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Boolean>> work = IntStream.range(0, 400)
                    .<Callable<Boolean>>mapToObj(n -> () -> {
                        String text = engine.render(
                                template,
                                RenderContext.builder()
                                        .variable("x", "v" + n + "-")
                                        .build());
                        StringBuilder wanted = new StringBuilder();
                        for (int i = 0; i < 20; i++) {
                            wanted.append("v").append(n).append('-').append(i);
                            wanted.append(i).append("v").append(n).append('-').append(i);
                        }
                        return text.contentEquals(wanted);
                    })
                    .toList();
            for (var done : threads.invokeAll(work)) {
                assertThat(done.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
