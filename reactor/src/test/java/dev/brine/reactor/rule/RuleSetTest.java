package dev.brine.reactor.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RuleSetTest {
    private static Rule rule(int index, String pattern) {
        return new Rule(index, TagPattern.of(pattern), List.of("/srv/reactor/" + index + ".sls"), "reactor.conf:1");
    }

    private static List<Integer> matching(RuleSet rules, String tag) {
        return rules.matching(tag).stream().map(m -> m.rule().index()).toList();
    }

    @Test
    void rulesMatchInOrderOfTheConfiguration() {
        RuleSet rules = new RuleSet(List.of(
                rule(0, "salt/minion/*/start"),
                rule(1, "*"),
                rule(2, "salt/auth"),
                rule(3, "E@salt/minion/(?P<role>web|db)\\d+/start"),
                rule(4, "salt/minion/web?/start")));
        assertThat(matching(rules, "salt/minion/web1/start")).containsExactly(0, 1, 3, 4);
        assertThat(matching(rules, "salt/auth")).containsExactly(1, 2);
        assertThat(matching(rules, "salt/auth/x")).containsExactly(1);
        assertThat(rules.matching("salt/minion/db7/start").get(2).groups()).isEqualTo(Map.of("role", "db"));
    }

    @Test
    void theFastWayFindsWhatTryingEachRuleFinds() {
        Random random = new Random(7);
        List<Rule> rules = new ArrayList<>();
        String[] parts = {"salt", "*", "min?on", "w[ab]", "x", "", "job", "E@"};
        for (int i = 0; i < 2000; i++) {
            StringBuilder pattern = new StringBuilder();
            for (int p = 0; p < 1 + random.nextInt(4); p++) {
                pattern.append(p == 0 ? "" : "/").append(parts[random.nextInt(parts.length - 1)]);
            }
            String text = random.nextInt(5) == 0 ? "E@" + pattern.toString().replace("*", ".*") : pattern.toString();
            rules.add(rule(i, text));
        }
        RuleSet set = new RuleSet(rules);
        String[] words = {"salt", "minion", "wa", "wc", "x", "job", "y"};
        for (int i = 0; i < 500; i++) {
            StringBuilder tag = new StringBuilder();
            for (int p = 0; p < 1 + random.nextInt(4); p++) {
                tag.append(p == 0 ? "" : "/").append(words[random.nextInt(words.length)]);
            }
            List<Integer> slow = rules.stream()
                    .filter(r -> r.pattern().match(tag.toString()).isPresent())
                    .map(Rule::index)
                    .toList();
            assertThat(matching(set, tag.toString())).as(tag.toString()).isEqualTo(slow);
        }
    }

    @Test
    void entriesThatMeanNothingAreNamed() {
        RuleReader.Result result = RuleReader.read(
                List.of(
                        Map.of("salt/auth", "/srv/reactor/one.sls"),
                        "just text",
                        Map.of("a", List.of(), "b", List.of()),
                        Map.of("salt/x", Map.of("sls", "y")),
                        Map.of("E@(", List.of("z"))),
                "/etc/salt/master.d/reactor.conf:3");
        assertThat(result.rules()).hasSize(1);
        assertThat(result.problems())
                .extracting(Problem::toString)
                .allMatch(p -> p.startsWith("/etc/salt/master.d/reactor.conf:3: entry"));
        assertThat(result.problems()).hasSize(4);
        assertThat(result.problems().get(3).message()).contains("is no regular expression");
        assertThat(RuleReader.read("text", "x").problems()).hasSize(1);
        assertThat(RuleReader.read(null, "x").problems()).isEmpty();
    }
}
