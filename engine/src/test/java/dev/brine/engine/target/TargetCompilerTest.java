package dev.brine.engine.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetCompilerTest {
    private static final Facts WEB1 = Facts.of(
            "web1.example",
            Map.of(
                    "os",
                    "Debian",
                    "roles",
                    List.of("web", "cache"),
                    "ipv4",
                    List.of("127.0.0.1", "10.1.2.3"),
                    "ipv6",
                    List.of("::1", "fd00::7"),
                    "a:b",
                    "c",
                    "nested",
                    Map.of("deep", Map.of("flag", true))),
            Map.of("tier", "Front", "users", List.of(Map.of("ann", Map.of("uid", 7L)))));

    private final TargetCompiler compiler = new TargetCompiler(Map.of(
            "webs",
            "web* and G@os:Debian",
            "mixed",
            List.of("N@webs", "or", "db1"),
            "ids",
            List.of("web1.example", "db1"),
            "loop",
            "N@loop2",
            "loop2",
            "N@loop"));

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '"', textBlock = """
                    GLOB ~ web* ~ true
                    GLOB ~ web[!1]* ~ false
                    GLOB ~ WEB1* ~ false
                    PCRE ~ web\\d ~ true
                    PCRE ~ .*example$ ~ true
                    PCRE ~ example ~ false
                    PCRE ~ ^(?!db) ~ true
                    LIST ~ db1, web1.example ~ true
                    LIST ~ web1 ~ false
                    GRAIN ~ os:debian ~ true
                    GRAIN ~ roles:cache ~ true
                    GRAIN ~ roles:we? ~ true
                    GRAIN ~ roles:0 ~ false
                    GRAIN ~ nested:deep:flag:true ~ true
                    GRAIN ~ nested:* ~ true
                    GRAIN ~ nested:*:flag:True ~ true
                    GRAIN_PCRE ~ os:(Deb|Ubu).* ~ true
                    GRAIN_PCRE ~ os:eb ~ false
                    PILLAR ~ tier:fr* ~ true
                    PILLAR_EXACT ~ tier:fr* ~ false
                    PILLAR_EXACT ~ tier:front ~ true
                    PILLAR_PCRE ~ tier:f.+t ~ true
                    PILLAR ~ users:ann:uid:7 ~ true
                    IPCIDR ~ 10.1.0.0/16 ~ true
                    IPCIDR ~ 10.1.2.3 ~ true
                    IPCIDR ~ 10.2.0.0/16 ~ false
                    IPCIDR ~ fd00::/8 ~ true
                    NODEGROUP ~ webs ~ true
                    NODEGROUP ~ mixed ~ true
                    NODEGROUP ~ ids ~ true
                    COMPOUND ~ G@os:Debian and web* ~ true
                    COMPOUND ~ not web* ~ false
                    COMPOUND ~ web* not G@os:Arch ~ true
                    COMPOUND ~ db* or web* and not G@os:Debian ~ false
                    COMPOUND ~ ( db* or web* ) and G@os:Debian ~ true
                    COMPOUND ~ G|@os|Debian ~ true
                    COMPOUND ~ G;@os;Debian and S@10.0.0.0/8 ~ true
                    COMPOUND ~ L@db1,web1.example and N@ids and I@tier:Front and J@tier:^fro ~ true
                    COMPOUND ~ E@web\\d\\.example and P@os:Deb.* ~ true
                    """)
    void matchesAsSaltDoes(TargetType type, String tgt, boolean expected) {
        assertThat(compiler.compile(new Target(tgt, type, ":")).matches(WEB1)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '"', textBlock = """
                    COMPOUND ~ and web* ~ 'and' needs a target before it
                    COMPOUND ~ web* or ~ it ends too early
                    COMPOUND ~ ( web* ~ a ')' is missing
                    COMPOUND ~ web* db* ~ 'db*' was not expected here
                    COMPOUND ~ Q@x ~ 'Q@' is no known prefix
                    COMPOUND ~ N@nope ~ there is no nodegroup 'nope'
                    NODEGROUP ~ loop ~ contains itself
                    IPCIDR ~ 10.0.0.0/33 ~ prefix length
                    IPCIDR ~ web1 ~ is no address
                    PCRE ~ web( ~ is no regular expression
                    GRAIN ~ os ~ names no value
                    """)
    void saysWhatIsWrongWithATarget(TargetType type, String tgt, String message) {
        assertThatThrownBy(() -> compiler.compile(new Target(tgt, type, ":")))
                .isInstanceOf(TargetException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '"', textBlock = """
                    NODEGROUP ~ webs ~ COMPOUND ~ web* and G@os:Debian
                    NODEGROUP ~ mixed ~ COMPOUND ~ ( web* and G@os:Debian ) or db1
                    NODEGROUP ~ ids ~ COMPOUND ~ L@web1.example,db1
                    COMPOUND ~ not N@webs ~ COMPOUND ~ not ( web* and G@os:Debian )
                    COMPOUND ~ web* or db1 ~ COMPOUND ~ web* or db1
                    GLOB ~ N@webs ~ GLOB ~ N@webs
                    """)
    void nodegroupsAreSpelledOutForMinions(TargetType type, String tgt, TargetType spelledType, String spelled) {
        assertThat(compiler.spelledOut(new Target(tgt, type, ":"))).isEqualTo(new Target(spelled, spelledType, ":"));
    }

    @Test
    void aMinionOfWhichNothingIsKnownIsExpectedToAnswer() {
        Expected expected = Expected.of(
                compiler,
                new Target("os:Arch", TargetType.GRAIN, ":"),
                List.of("new1", "web1.example"),
                id -> id.equals("new1") ? Facts.unknown(id) : WEB1);
        assertThat(expected.minions()).containsExactly("new1");
    }

    @Test
    void aListNamesTheIdsThatAreNotAccepted() {
        Expected expected =
                Expected.of(compiler, Target.list(List.of("b", "ghost", "a")), List.of("a", "b", "c"), Facts::unknown);
        assertThat(expected.minions()).containsExactly("a", "b");
        assertThat(expected.missing()).containsExactly("ghost");
    }

    @Test
    void anExpressionThatBacktracksForeverIsGivenUp() {
        TargetMatcher matcher = compiler.compile(new Target("(a|aa)+\\1b", TargetType.PCRE, ":"));
        Facts facts = Facts.unknown("a".repeat(200) + "!");
        assertThatThrownBy(() -> matcher.matches(facts)).hasMessageContaining("too many steps");
    }
}
