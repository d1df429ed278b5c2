package dev.brine.engine.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
                    salt/minion/*/start ~ salt/minion/a/b/start ~ true
                    salt/auth ~ salt/auth ~ true
                    salt/auth ~ salt/auth/ ~ false
                    Salt/auth ~ salt/auth ~ false
                    web[1-3] ~ web2 ~ true
                    web[1-3] ~ web4 ~ false
                    web[!1-3] ~ web4 ~ true
                    web[] ~ web[] ~ true
                    web[ ~ web[ ~ true
                    []]x ~ ]x ~ true
                    [!]]x ~ ax ~ true
                    [a-]x ~ -x ~ true
                    a?c ~ abc ~ true
                    a?c ~ ac ~ false
                    *a*b* ~ xxaxxbxx ~ true
                    *.py ~ a.pyc ~ false
                    """)
    void matchesAsFnmatch(String pattern, String text, boolean expected) {
        assertThat(Glob.of(pattern).test(text)).isEqualTo(expected);
    }

    @Test
    void manyStarsTakeNoLongerThanPatternTimesText() {
        assertThat(Glob.of("*a".repeat(500) + "b").test("a".repeat(5000))).isFalse();
    }
}
