package dev.brine.engine.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PythonRegexTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a(b+)c|[\\1]|xabbcx|x[bb]x",
                "(?P<k>\\w+)=(?P<v>\\w+)|\\g<v>=\\g<k>|a=b|b=a",
                "b|$1|abc|a$1c",
                "(a)|\\g<1>0|a|a0",
                "^x|y|x|y"
            })
    void replacesWithPythonsTemplates(String pattern, String template, String text, String expected) {
        assertThat(PythonRegex.of(pattern, 8).replace(text, template, 0, false).text())
                .isEqualTo(expected);
    }

    @Test
    void literalTemplateStandsForItself() {
        assertThat(PythonRegex.of("b", 0).replace("abc", "\\1$", 0, true).text())
                .isEqualTo("a\\1$c");
    }

    @Test
    void countLimitsReplacements() {
        assertThat(PythonRegex.of("a", 0).replace("aaa", "b", 2, false)).isEqualTo(new PythonRegex.Replaced("bba", 2));
    }

    @Test
    void whatIsNoExpressionIsRefusedWithIt() {
        assertThatThrownBy(() -> PythonRegex.of("a(", 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a(");
    }
}
