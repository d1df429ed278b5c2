package dev.brine.engine.render.jinja;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.brine.engine.render.jinja.filter.Filters;
import dev.brine.engine.render.jinja.lex.Syntax;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TemplateErrorTest {
    private final JinjaEngine engine = new JinjaEngine(Filters.all());

    private TemplateException fault(String template, Map<String, String> files) {
        RenderContext context = RenderContext.builder()
                .wrapped("pillar", Map.of())
                .salt(SaltFunctions.NONE)
                .loader(name -> files.containsKey(name)
                        ? new TemplateLoader.Source(name, "/srv/salt/" + name, files.get(name), files.get(name))
                        : null)
                .build();
        return catchThrowableOfType(
                TemplateException.class, () -> engine.render(engine.parse(template, Syntax.DEFAULT), context));
    }

    @Test
    void faultInTheTemplateNamesItsLineAndShowsTheLinesAround() {
        TemplateException fault = fault("a\nb: {{ nope }}\nc\n", Map.of());

        assertThat(fault.reason()).isEqualTo("Jinja variable 'nope' is undefined");
        assertThat(fault.line()).isEqualTo(2);
        assertThat(fault.file()).isNull();
        assertThat(fault.message())
                .isEqualTo(
                        "Jinja variable 'nope' is undefined; line 2\n\n---\na\nb: {{ nope }}    <======================"
                                + "\nc\n---");
    }

    @Test
    void faultInALoadedFileNamesThatFileAndLineZero() {
        TemplateException fault = fault("x\n{% include 'bad.jinja' %}\n", Map.of("bad.jinja", "ok\n{{ zzz }}\n"));

        assertThat(fault.line()).isZero();
        assertThat(fault.file()).isEqualTo("/srv/salt/bad.jinja");
        assertThat(fault.fileLine()).isEqualTo(2);
        assertThat(fault.message())
                .startsWith("Jinja variable 'zzz' is undefined\n/srv/salt/bad.jinja(2):\n")
                .contains("{{ zzz }}    <======================");
    }

    @Test
    void syntaxFaultInALoadedFileNamesThatFileToo() {
        TemplateException fault = fault("{% import 'syn.jinja' as s %}", Map.of("syn.jinja", "a\n{% if %}"));

        assertThat(fault.reason()).startsWith("Jinja syntax error: Expected an expression");
        assertThat(fault.line()).isZero();
        assertThat(fault.file()).isEqualTo("/srv/salt/syn.jinja");
        assertThat(fault.fileLine()).isEqualTo(2);
    }

    @Test
    void missingFunctionIsToldInStocksWords() {
        assertThat(fault("{{ salt['no.such']() }}", Map.of()).reason())
                .isEqualTo("Jinja variable 'salt.utils.templates.AliasedLoader object' has no attribute 'no.such'");
        assertThat(fault("{{ pillar.nope.deeper }}", Map.of()).reason())
                .isEqualTo("Jinja variable 'salt.utils.context.NamespacedDictWrapper object' has no attribute 'nope'");
    }

    @Test
    void namesThatLeaveTheRootsAreNotFound() {
        assertThat(fault("{% include '../../etc/passwd' %}", Map.of()).reason())
                .isEqualTo("Jinja error: ../../etc/passwd");
    }

    @Test
    void undefinedPrintsNothingWhereTheOperatorAllowsIt() {
        String text = engine.render(
                engine.parse("[{{ nope }}{{ 'y' if nope else 'n' }}]", Syntax.DEFAULT),
                RenderContext.builder().lenient(true).build());

        assertThat(text).isEqualTo("[n]");
    }
}
