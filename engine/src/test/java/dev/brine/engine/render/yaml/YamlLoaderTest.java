package dev.brine.engine.render.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class YamlLoaderTest {
    private final YamlLoader loader = new YamlLoader();

    @Test
    void readsNumbersAsTheOperatorSeesThem() {
        assertThat(loader.load("{mode: 0644, float: 1e3, time: 1:30, date: 2026-01-01, big: 12345678901234567890}"))
                .hasToString("{mode=644, float=1e3, time=90, date=2026-01-01, big=12345678901234567890}");
    }

    @Test
    void refusesTheSameKeyTwiceAndSaysWhere() {
        assertThatThrownBy(() -> loader.load("a: 1\nb: 2\na: 3\n")).isInstanceOfSatisfying(YamlError.class, e -> {
            assertThat(e.problem()).isEqualTo("found conflicting ID 'a'");
            assertThat(e.place()).isEqualTo(new YamlError.Place(3, 1));
        });
    }

    @Test
    void neverMakesAnObjectOfATag() {
        for (String tag : List.of(
                "!!javax.script.ScriptEngineManager []",
                "!!java.net.URL [\"http://127.0.0.1/\"]",
                "!!python/object/apply:os.system [\"id\"]",
                "!<tag:yaml.org,2002:java.lang.Runtime> {}")) {
            assertThatThrownBy(() -> loader.load("x: " + tag))
                    .isInstanceOf(YamlError.class)
                    .hasMessageContaining("could not determine a constructor for the tag");
        }
    }

    @Test
    void aliasesCannotStandForMoreValuesThanTheLimit() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i <= 10; i++) {
            bomb.append("a").append(i).append(": &a").append(i).append(" [");
            bomb.append(("*a" + (i - 1) + ", ").repeat(9))
                    .append("*a")
                    .append(i - 1)
                    .append("]\n");
        }
        assertThatThrownBy(() -> loader.load(bomb.toString()))
                .isInstanceOfSatisfying(
                        YamlError.class, e -> assertThat(e.kind()).isEqualTo(YamlError.Kind.LIMIT));
    }

    @Test
    void bracketsWithoutEndAreRefusedNotFollowed() {
        assertThatThrownBy(() -> loader.load("[".repeat(1_000_000))).isInstanceOf(YamlError.class);
        assertThatThrownBy(() -> loader.load("{a: ".repeat(100_000))).isInstanceOf(YamlError.class);
    }

    @Test
    void aTextLongerThanTheLimitIsNotRead() {
        YamlLoader small = new YamlLoader(new YamlLimits(10, 1, 5, 100));
        assertThatThrownBy(() -> small.load("a: 123456789")).hasMessageContaining("longer than 10");
    }

    @Test
    void knowsTheLinesOfIdsAndFunctions() {
        YamlDocument document =
                loader.document("# c\nfirst:\n  pkg.installed:\n    - name: x\n\nsecond: {}\n", ScalarHook.NONE);
        assertThat(document.lines().at("first").line()).isEqualTo(2);
        assertThat(document.lines().at("first").at("pkg.installed").line()).isEqualTo(3);
        assertThat(document.lines().at("second").line()).isEqualTo(6);
        assertThat(document.lines().at("third").line()).isZero();
    }

    @Test
    void takesATabWhereLibyamlDoesAndLeavesTabsInTextAlone() {
        assertThat(loader.load("a:\t1\nb: \"x\ty\"\nc: |\n  t\tt\n"))
                .isEqualTo(Map.of("a", 1L, "b", "x\ty", "c", "t\tt\n"));
    }
}
