package dev.brine.engine.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArgumentParserTest {

    @Test
    void wordsAreReadAsYaml() {
        ArgumentParser.Arguments read =
                ArgumentParser.words(List.of("5", "1.5", "True", "[1, a]", "{x: 1}", "plain text", "'quoted'"));

        assertThat(read.args())
                .containsExactly(5L, 1.5, true, List.of(1L, "a"), Map.of("x", 1L), "plain text", "quoted");
    }

    @Test
    void noneIsNothingAndTextThatYamlWouldLoseStays() {
        assertThat(ArgumentParser.words(
                                List.of("None", "", "#tag", "a #b", "1_000", "---", "|", "a: b", "x\ty", "%c", "%Y-%m"))
                        .args())
                .isEqualTo(Arrays.asList(null, "", "#tag", "a #b", "1_000", "---", "|", "a: b", "x\ty", "%c", "%Y-%m"));
    }

    @Test
    void nameAndValueIsAKeywordAndComparisonsAreNot() {
        ArgumentParser.Arguments read =
                ArgumentParser.words(List.of("a=1", "b.c=x=y", "1a=2", "d==3", "http://h/?q=1"));

        assertThat(read.kwargs()).isEqualTo(Map.of("a", 1L, "b.c", "x=y"));
        assertThat(read.args()).containsExactly("1a=2", "d==3", "http://h/?q=1");
    }

    @Test
    void jidOfTwentyDigitsStaysText() {
        assertThat(ArgumentParser.words(List.of("20261121093544827648")).args())
                .containsExactly("20261121093544827648");
    }

    @Test
    void keywordsTravelAsOneMarkedMapAtTheEnd() {
        ArgumentParser.Arguments read = ArgumentParser.words(List.of("a=1", "x"));

        assertThat(read.wire()).containsExactly("x", Map.of("__kwarg__", true, "a", 1L));
        assertThat(ArgumentParser.job(read.wire(), null)).isEqualTo(read);
    }

    @Test
    void jobsKeepTheirTextsAndReadOnlyKeywordValues() {
        ArgumentParser.Arguments read = ArgumentParser.job(List.of("5", "b=6"), null);

        assertThat(read.args()).containsExactly("5");
        assertThat(read.kwargs()).isEqualTo(Map.of("b", 6L));
    }

    @Test
    void keywordThatIsNoParameterIsRefusedInSaltsWords() {
        Function function = new Function() {
            @Override
            public String name() {
                return "test.echo";
            }

            @Override
            public String doc() {
                return "";
            }

            @Override
            public List<Parameter> parameters() {
                return Collections.singletonList(new Parameter("text", Parameter.Kind.NAMED, true, null));
            }

            @Override
            public Object call(List<Object> args, Map<String, Object> kwargs, Call call) {
                return "";
            }
        };

        assertThatThrownBy(() -> ArgumentParser.job(List.of("texd=hi"), function))
                .isInstanceOf(InvocationError.class)
                .hasMessage("The following keyword arguments are not valid: texd=hi");
    }
}
