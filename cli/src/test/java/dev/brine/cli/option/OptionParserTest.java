package dev.brine.cli.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class OptionParserTest {

    private final OptionParser parser = new OptionParser(List.of(
            Option.integer("timeout", "-t --timeout", 5L, "Seconds."),
            Option.flag("verbose", "-v --verbose", "More."),
            Option.flag("static", "-s --static", "All at once."),
            Option.off("show", "--hide", "Hide."),
            Option.number("wait", "--batch-wait", 0, "Seconds."),
            Option.text("batch", "-b --batch", "", "How many."),
            Option.list("dirs", "-m --module-dirs", "Directories."),
            Option.flag("progress", "--progress", "A bar.").refused("returns come one by one")));

    private Parsed parse(String... words) throws UsageError {
        return parser.parse(List.of(words));
    }

    @Test
    void optionsAndArgumentsMix() throws UsageError {
        Parsed parsed = parse("*", "-v", "test.ping", "-t", "9", "x=1");
        assertThat(parsed.args()).containsExactly("*", "test.ping", "x=1");
        assertThat(parsed.integer("timeout")).isEqualTo(9);
        assertThat(parsed.flag("verbose")).isTrue();
    }

    @Test
    void valuesMayBeAttached() throws UsageError {
        assertThat(parse("-t7").integer("timeout")).isEqualTo(7);
        assertThat(parse("--timeout=8").integer("timeout")).isEqualTo(8);
        assertThat(parse("-vst4").integer("timeout")).isEqualTo(4);
        assertThat(parse("--batch-wait", "0.5").number("wait")).isEqualTo(0.5);
    }

    @Test
    void beginningOfALongNameIsEnough() throws UsageError {
        assertThat(parse("--time", "3").integer("timeout")).isEqualTo(3);
        assertThat(parse("--batch", "2").text("batch")).isEqualTo("2");
    }

    @Test
    void ambiguousBeginningIsRefused() {
        assertThatThrownBy(() -> parse("--bat", "1"))
                .isInstanceOf(UsageError.class)
                .hasMessage("ambiguous option: --bat (--batch, --batch-wait?)");
    }

    @Test
    void everythingAfterTwoDashesIsAnArgument() throws UsageError {
        assertThat(parse("--", "-v", "--no")).satisfies(parsed -> {
            assertThat(parsed.args()).containsExactly("-v", "--no");
            assertThat(parsed.flag("verbose")).isFalse();
        });
    }

    @Test
    void defaultsAreThereAndNotGiven() throws UsageError {
        Parsed parsed = parse();
        assertThat(parsed.integer("timeout")).isEqualTo(5);
        assertThat(parsed.given("timeout")).isFalse();
        assertThat(parsed.flag("show")).isTrue();
        assertThat(parse("--hide").flag("show")).isFalse();
    }

    @Test
    void listsAddUp() throws UsageError {
        assertThat(parse("-m", "a", "--module-dirs=b").list("dirs")).containsExactly("a", "b");
    }

    @Test
    void wrongUseIsNamed() {
        assertThatThrownBy(() -> parse("-x")).hasMessage("no such option: -x");
        assertThatThrownBy(() -> parse("-t")).hasMessage("-t option requires 1 argument");
        assertThatThrownBy(() -> parse("-t", "soon")).hasMessage("option -t: invalid integer value: 'soon'");
        assertThatThrownBy(() -> parse("--static=1")).hasMessage("--static option does not take a value");
        assertThatThrownBy(() -> parse("--batch-wait", "x"))
                .hasMessage("option --batch-wait: invalid floating-point value: 'x'");
    }

    @Test
    void whatThisVersionCannotDoIsRefusedWithAReason() {
        assertThatThrownBy(() -> parse("--progress"))
                .hasMessage("option --progress is not available in this version: returns come one by one");
    }
}
