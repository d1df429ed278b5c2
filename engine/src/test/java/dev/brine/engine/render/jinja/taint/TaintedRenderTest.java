package dev.brine.engine.render.jinja.taint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brine.engine.render.jinja.JinjaEngine;
import dev.brine.engine.render.jinja.RenderContext;
import dev.brine.engine.render.jinja.SaltFunctions;
import dev.brine.engine.render.jinja.TemplateException;
import dev.brine.engine.render.jinja.filter.Filters;
import dev.brine.engine.render.jinja.lex.Syntax;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaintedRenderTest {
    private static final List<String> HOSTILE = List.of(
            "a\ninj:\n  cmd.run: [x]",
            "x: y",
            "x #y",
            "- a",
            "*a",
            "&a",
            "!!int 3",
            "{a: b}",
            "[1, 2]",
            "'",
            "\"",
            "%x",
            "@x",
            "`",
            "| x",
            "> x",
            "? x",
            "yes",
            "null",
            "0x10",
            "012",
            "1e3",
            "2026-01-01",
            "",
            " ",
            "\t",
            "---",
            "...",
            "{{ 7*7 }}",
            "{% raw %}",
            "\\",
            "a\r\nb",
            "\u2028b: c",
            "tntaaaa0z");

    private final JinjaEngine engine = new JinjaEngine(Filters.all());
    private final TaintTable table = new TaintTable(new SecureRandom());

    private String render(String template, Object payload) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("x", payload);
        data.put("n", 7L);
        data.put("list", new ArrayList<>(List.of("a", payload)));
        return engine.render(
                engine.parse(template, Syntax.DEFAULT),
                RenderContext.builder()
                        .taintedEvent("a/b/" + payload, data, table)
                        .build());
    }

    /** The printed text with every placeholder shown as {@code <T>}. */
    private String shape(String template, Object payload) {
        return render(template, payload).replaceAll("tnt[a-p]{16}\\d+z", "<T>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "k: {{ data.x }}",
                "k: '{{ data['x'] }}'",
                "k: \"{{ data.get('x') }}\"",
                "k: |\n  {{ data.x }}",
                "k: {a: {{ data.x }}}",
                "{{ data.x }}: v",
                "# {{ data.x }}",
                "k: pre-{{ 'a' ~ data.x ~ 'b' }}-post",
                "k: {{ 'x-%s' % data.x }}",
                "k: {{ '{}/{}'.format(data.n, data.x) }}",
                "k: {{ data.x + 'tail' }}",
                "k: {{ data.x|upper }}",
                "k: {{ data.x|replace('a', 'b') }}",
                "k: {{ data.x|default('d', true) if data.x else 'none' }}",
                "k: {{ data.list|join(',') }}",
                "k: {{ [data.x, 'b']|join('-') }}",
                "{% for v in data.list %}- {{ v }}\n{% endfor %}",
                "{% macro m(a) %}k:\n  - {{ a }}\n{% endmacro %}{{ m(data.x) }}",
                "{% set b %}k: {{ data.x }}{% endset %}{{ b }}",
                "{% set y = data.x %}{% filter indent(2) %}a:\n- {{ y }}{% endfilter %}",
                "k: {{ data.x|string|trim }}z",
                "k: {{ tag }}",
                "k: {{ data|json }}",
                "k: {{ data.x|yaml_dquote }}",
                "k: {{ data.x|tojson }}",
                "k: {{ data }}",
                "k: {{ data.list }}",
                "k: {{ data.x.split('q')[0] }}",
                "k: {{ data.x|md5 }}",
                "{% load_yaml as y %}\na: {{ data.x }}\nb: 1\n{% endload %}k: {{ y.b }} {{ y.a }}",
            })
    void eventTextNeverChangesTheShapeOfWhatIsPrinted(String template) {
        String wanted = shape(template, "SAFE");
        for (String hostile : HOSTILE) {
            if (hostile.isBlank() && template.matches("(?s).*(if data|trim|load_yaml|split).*")) {
                continue;
            }
            assertThat(shape(template, hostile)).as("payload <%s>", hostile).isEqualTo(wanted);
        }
    }

    @Test
    void placeholderStandsForTheEventsOwnValue() {
        String token = render("{{ data.x }}", "yes: no");

        assertThat(table.restore(token, true)).isEqualTo("yes: no");
        assertThat(table.expand("a " + token + " b")).isEqualTo("a yes: no b");
        assertThat(table.origins(token)).containsExactly("data['x']");
    }

    @Test
    void onlyTheEventsPartOfATextIsReplaced() {
        String printed = render("{{ 'pre-' ~ data.x ~ '-post' }}", "v");

        assertThat(printed).matches("pre-tnt[a-p]{16}0z-post");
        assertThat(table.expand(printed)).isEqualTo("pre-v-post");
    }

    @Test
    void spelledOutValuesStandForThemselvesInAPlainScalar() {
        assertThat(table.restore(render("{{ data.list|json }}", "it's"), true)).isEqualTo(List.of("a", "it's"));
        assertThat(table.restore(render("{{ data.list|json }}", "v"), false)).isEqualTo("[\"a\", \"v\"]");
        assertThat(table.restore(render("{{ data.list }}", "v"), false)).isEqualTo("['a', 'v']");
        assertThat(table.restore(render("{{ data.x|yaml_dquote }}", "v\n"), true))
                .isEqualTo("v\n");
    }

    @Test
    void conditionsAndLoopsSeeTheRealValue() {
        String template =
                "{{ data.x == 'Min1' }}{{ data['x'].startswith('Min') }}{{ 'in' in data.x }}{{ data.x|length }}"
                        + "{{ {'Min1': 'hit'}[data.x] }}{{ data.x in ['Min1'] }}{{ data.x is match('M') }}{{ data.n + 1 }}";

        assertThat(render(template, "Min1")).isEqualTo("TrueTrueTrue4hitTrueTrue8");
    }

    @Test
    void numbersAndBooleansPrintAsInStock() {
        assertThat(render("{{ data.n }} {{ data.x }}", true)).isEqualTo("7 True");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{% include data.x %}", "{% import 'a' ~ data.x as m %}", "{{ salt[data.x]() }}"})
    void eventTextNamesNoFileAndNoFunction(String template) {
        RenderContext context = RenderContext.builder()
                .salt(SaltFunctions.NONE)
                .taintedEvent("t", new LinkedHashMap<>(Map.of("x", "cmd.run")), table)
                .build();

        assertThatThrownBy(() -> engine.render(engine.parse(template, Syntax.DEFAULT), context))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("must not come from the event (data['x'])");
    }

    @Test
    void withoutTrackingEverythingPrintsAsInStock() {
        String text = engine.render(
                engine.parse("k: {{ data.x }} {{ data }}", Syntax.DEFAULT),
                RenderContext.builder().event("t", Map.of("x", "a: b")).build());

        assertThat(text).isEqualTo("k: a: b {'x': 'a: b'}");
    }
}
