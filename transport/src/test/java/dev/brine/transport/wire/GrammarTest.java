package dev.brine.transport.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GrammarTest {
    private static final Pattern ID = Pattern.compile("(?!.*\\.\\.)[A-Za-z0-9][A-Za-z0-9._:@-]{0,252}", Pattern.DOTALL);
    private static final Pattern JID = Pattern.compile("[0-9]{20}(_[A-Za-z0-9]{1,43})?");
    private static final Pattern TOKEN = Pattern.compile("[0-9a-f]{64,128}");
    private static final Pattern NONCE = Pattern.compile("[0-9a-f]{32}");
    private static final Pattern SEGMENT = Pattern.compile("[\\x21-\\x7e&&[^/]]+");

    private static boolean isTag(String text) {
        return text.length() <= 256
                && Arrays.stream(text.split("/", -1))
                        .allMatch(s -> SEGMENT.matcher(s).matches() && !s.equals(".") && !s.equals(".."));
    }

    static Stream<Arguments> grammars() {
        return Stream.of(
                Arguments.of("id", (Predicate<String>) MinionId::isValid, (Predicate<String>)
                        s -> ID.matcher(s).matches()),
                Arguments.of("jid", (Predicate<String>) Jid::isValid, (Predicate<String>)
                        s -> JID.matcher(s).matches()),
                Arguments.of("token", (Predicate<String>) Token::isValid, (Predicate<String>)
                        s -> TOKEN.matcher(s).matches()),
                Arguments.of("nonce", (Predicate<String>) Nonce::isValid, (Predicate<String>)
                        s -> NONCE.matcher(s).matches()),
                Arguments.of("tag", (Predicate<String>) TagGrammar::isValid, (Predicate<String>) GrammarTest::isTag));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("grammars")
    void grammarIsTheStatedOne(String name, Predicate<String> ours, Predicate<String> stated) {
        List<String> seeds = List.of(
                "",
                "a",
                "minion-1.example.org",
                "20260102030405000006",
                "20260102030405000006_12",
                "ab".repeat(16),
                "ab".repeat(32),
                "ab".repeat(64),
                "a".repeat(253),
                "a".repeat(256),
                "1".repeat(64),
                "salt/job/1/ret/x",
                "a/../b");
        String alphabet = "aZ09fg._:@-/\\\n\0 *?[{\u00fc\u202e~!";
        Random random = new Random(3);
        for (String seed : seeds) {
            assertThat(ours.test(seed)).as(seed).isEqualTo(stated.test(seed));
            for (int i = 0; i < 3000; i++) {
                StringBuilder text = new StringBuilder(seed);
                for (int edits = random.nextInt(3) + 1; edits > 0; edits--) {
                    char c = alphabet.charAt(random.nextInt(alphabet.length()));
                    if (text.isEmpty() || random.nextInt(3) == 0) {
                        text.insert(random.nextInt(text.length() + 1), c);
                    } else if (random.nextInt(2) == 0) {
                        text.setCharAt(random.nextInt(text.length()), c);
                    } else {
                        text.deleteCharAt(random.nextInt(text.length()));
                    }
                }
                String s = text.toString();
                assertThat(ours.test(s)).as(s).isEqualTo(stated.test(s));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../x",
                "/etc/passwd",
                "a/b",
                "a\\b",
                "a\0b",
                "%2e%2e",
                "a..b",
                ".hidden",
                "-rf",
                "a\nb",
                "a b",
                "{{x}}",
                "*",
                "web*",
                "[a-z]",
                "a,b",
                "a#b",
                "!!tag",
                "\u0441alt",
                "a\u200b",
                "$(id)",
                "'a'",
                "@a"
            })
    void idThatCouldMeanSomethingElseIsRefused(String id) {
        assertThatThrownBy(() -> new MinionId(id))
                .isInstanceOf(DecodeException.class)
                .hasMessageNotContaining(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "salt//auth",
                "/salt/auth",
                "salt/auth/",
                "salt/auth ",
                "salt/key\n\nx",
                "a/./b",
                "a/../b",
                "..",
                ".",
                "a\tb",
                "caf\u00e9"
            })
    void lookAlikeTagIsRefused(String tag) {
        assertThatThrownBy(() -> TagGrammar.check(tag)).isInstanceOf(DecodeException.class);
    }

    @Test
    void secretsAreNotShown() {
        assertThat(new Token("ab".repeat(32)).toString()).doesNotContain("ab");
    }
}
