package dev.brine.engine.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever an event says, a reaction keeps the structure its author gave it, and the text arrives as it was. */
class TaintedReactionTest {
    private static final String HARMLESS = "harmless";

    private final SlsRenderer renderer = new SlsRenderer(RenderPipe.standard(new SecureRandom()));

    /** Where a template may print event text. */
    enum Position {
        PLAIN("    - v: {{ data.p }}"),
        SINGLE_QUOTED("    - v: '{{ data.p }}'"),
        DOUBLE_QUOTED("    - v: \"<{{ data['p'] }}>\"", text -> "<" + text + ">"),
        LITERAL_BLOCK("    - v: |\n        {{ data.p }}\n        end"),
        FOLDED_BLOCK("    - v: >-\n        {{ data.p }}"),
        FLOW("    - v: [a, {{ data.p }}, {k: {{ data.p }}}]"),
        KEY("    - kwarg:\n        {{ data.p }}: x"),
        COMMENT("    - v: x # {{ data.p }}"),
        CONDITION("{% if data.p != 'nothing' %}\n    - v: {{ data.p }}\n{% endif %}"),
        LOOP_KEY("    - kwarg:\n{% for k, v in data.m.items() %}\n        {{ k }}: {{ v }}\n{% endfor %}"),
        FILTER("    - v: {{ data.p|upper }}", text -> text.toUpperCase(Locale.ROOT)),
        CONCATENATION("    - v: {{ 'a' ~ data.p ~ 'z' }} {{ data.p }}"),
        MACRO("{% macro m(x) %}    - v: {{ x }}{% endmacro %}{{ m(data.p)|indent(4) }}"),
        JSON("    - v: {{ data.m|json }}"),
        QUOTED_BY_FILTER("    - v: {{ data.p|yaml_dquote }}");

        private final String arguments;
        private final UnaryOperator<String> spelling;

        Position(String arguments) {
            this(arguments, UnaryOperator.identity());
        }

        Position(String arguments, UnaryOperator<String> spelling) {
            this.arguments = arguments;
            this.spelling = spelling;
        }

        String sls() {
            return "{{ 'react' }}:\n  local.test.arg:\n    - tgt: x\n" + arguments + "\n";
        }
    }

    static List<String> hostile() {
        List<String> all = new ArrayList<>(List.of(
                "",
                " ",
                "x\nevil:\n  wheel.key.accept:\n    - match: '*'",
                "a: b",
                "a #b",
                "#c",
                "- x",
                "-",
                "? x",
                ": x",
                "x:",
                "'",
                "\"",
                "''",
                "\"\"",
                "'; drop",
                "\\",
                "\\n",
                "\\\"",
                "|",
                ">",
                "|\n  x",
                "&a x",
                "*a",
                "*",
                "!t x",
                "!!int 5",
                "%x",
                "@x",
                "`x`",
                "[",
                "]",
                "{",
                "}",
                "[a, b]",
                "{a: b}",
                "{{ 7*7 }}",
                "{% set x = 1 %}",
                "{# c #}",
                "yes",
                "no",
                "true",
                "null",
                "~",
                "1",
                "012",
                "0x10",
                "1e3",
                "1.5",
                ".inf",
                "2026-01-01",
                "1:30",
                "=",
                "<<",
                "<<: *a",
                "---",
                "...",
                "--- x",
                "\t",
                "a\tb",
                "\r\n",
                "\r",
                "\u0085",
                "\u2028x",
                "\u00a0",
                "\ufeffx",
                "é☃😀",
                "\u0000",
                "\u0007",
                "\u001b[31m",
                "x".repeat(2000),
                "multi\nline\ntext",
                "\n\n\n",
                "  leading",
                "trailing  ",
                "a\n  b: c\n    - d",
                "$(id)",
                "`id`",
                "; rm -rf /",
                "&& x",
                "${jndi:ldap://x}",
                "%s%n",
                "../../etc/passwd",
                "salt://x",
                "tnt",
                "tntz",
                "0z",
                "None",
                "__sls__",
                "tgt",
                "order"));
        Random random = new Random(20260301);
        String alphabet = "ab: -#'\"\n\t{}[],&*!|>%@`?=~\\0\u00e9z";
        while (all.size() < 200) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(12) + 1; i > 0; i--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            all.add(text.toString());
        }
        return all;
    }

    @ParameterizedTest
    @EnumSource(Position.class)
    void hostileTextKeepsItsPlace(Position position) {
        for (String text : hostile()) {
            assertSameStructure(position, text);
        }
    }

    @Test
    void anyTextKeepsItsPlace() {
        Random random = new Random(42);
        for (int i = 0; i < 3_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(40); length > 0; length--) {
                int kind = random.nextInt(4);
                text.appendCodePoint(
                        kind == 0
                                ? ":-#'\"\n{}[]&*!|>%@?, ".charAt(random.nextInt(20))
                                : kind == 1 ? random.nextInt(0xd7ff) : 'a' + random.nextInt(26));
            }
            assertSameStructure(Position.values()[i % Position.values().length], text.toString());
        }
    }

    private void assertSameStructure(Position position, String text) {
        Object expected =
                replaced(render(position, HARMLESS), position.spelling.apply(HARMLESS), position.spelling.apply(text));
        assertThat(render(position, text)).as("%s with <%s>", position, text).isEqualTo(expected);
    }

    private Object render(Position position, String text) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("p", text);
        data.put("m", new LinkedHashMap<>(Map.of(text, text)));
        return renderer.text(
                        position.sls(),
                        "reactor/r.sls",
                        "",
                        RenderWorld.empty().event("a/tag", data, TaintPolicy.ENFORCE))
                .data();
    }

    private static Object replaced(Object value, String from, String to) {
        if (value instanceof String text) {
            return text.replace(from, to);
        }
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>();
            list.forEach(item -> copy.add(replaced(item, from, to)));
            return copy;
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> copy = new LinkedHashMap<>();
            map.forEach((key, item) -> copy.put(replaced(key, from, to), replaced(item, from, to)));
            return copy;
        }
        return value;
    }

    @Test
    void aScalarOfOneEventValueHasTheEventsType() {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("number", 12L);
        data.put("word", "yes");
        data.put("list", List.of("a: b", 1L));
        HighData high = renderer.text(
                "x:\n  local.test.arg:\n    - a: {{ data.number }}\n    - b: {{ data.word }}\n    - c: {{ data.list }}\n"
                        + "    - d: {{ data.list|tojson }}\n    - e: '{{ data.number }}'\n",
                "r.sls",
                "",
                RenderWorld.empty().event("t", data, TaintPolicy.ENFORCE));
        assertThat(Recorded.text(high.data()))
                .isEqualTo("{\"x\": {\"local.test.arg\": [{\"a\": 12}, {\"b\": \"yes\"}, {\"c\": [\"a: b\", 1]},"
                        + " {\"d\": [\"a: b\", 1]}, {\"e\": \"12\"}]}}");
    }

    @Test
    void eventTextNeverNamesAFunctionOrATargetType() {
        refused("x:\n  {{ data.p }}:\n    - tgt: y\n", "the function of a reaction");
        refused("x:\n  local.{{ data.p }}:\n    - tgt: y\n", "the function of a reaction");
        refused("x: {{ data.p }}\n", "the function of a reaction");
        refused("x:\n  local:\n    - {{ data.p }}\n", "the function of a reaction");
        refused("x:\n  local.test.ping:\n    - tgt_type: {{ data.p }}\n", "'tgt_type'");
        refused("x:\n  local.test.ping:\n    - ret: '{{ data.p }}'\n", "'ret'");
        refused("x:\n  local.test.ping:\n    - {{ data.p }}: y\n", "the name of a reaction's argument");
    }

    private void refused(String sls, String what) {
        assertThatThrownBy(() -> renderer.text(
                        sls,
                        "/srv/reactor/r.sls",
                        "",
                        RenderWorld.empty().event("t", Map.of("p", "cmd.run"), TaintPolicy.ENFORCE)))
                .isInstanceOfSatisfying(
                        RenderException.class,
                        e -> assertThat(e.error().headline())
                                .startsWith("/srv/reactor/r.sls:")
                                .contains(what)
                                .contains("data['p']"));
    }

    @Test
    void theRendererTellsWhereEventTextWent() {
        HighData high = renderer.text(
                "x:\n  local.cmd.run:\n    - tgt: {{ data.p }}\n",
                "r.sls",
                "",
                RenderWorld.empty().event("t", Map.of("p", "*"), TaintPolicy.ENFORCE));
        assertThat(high.tainted())
                .containsExactly(new TaintedSpot(
                        List.of("x", "local.cmd.run", 0L, "tgt"),
                        false,
                        3,
                        "*",
                        List.of(new TaintedSpot.Piece("*", "data['p']"))));
        assertThat(((Map<?, ?>) ((List<?>) ((Map<?, ?>) high.data().get("x")).get("local.cmd.run")).get(0)).get("tgt"))
                .isSameAs(high.tainted().get(0).value());
    }

    @Test
    void withThePolicyOffTextIsTextAsInStock() {
        HighData high = renderer.text(
                "x:\n  local.test.arg:\n    - v: {{ data.p }}\n",
                "r.sls",
                "",
                RenderWorld.empty().event("t", Map.of("p", "1\nevil: []"), TaintPolicy.OFF));
        assertThat(high.data()).containsKey("evil");
    }
}
