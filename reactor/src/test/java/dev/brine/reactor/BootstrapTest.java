package dev.brine.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.engine.event.Event;
import dev.brine.engine.key.KeyState;
import dev.brine.engine.testing.TestMaster;
import dev.brine.engine.testing.TestMinion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the product is for: a new minion is accepted by one rule and set up by another. */
class BootstrapTest {
    @TempDir
    Path directory;

    private TestMaster master() throws IOException {
        Files.writeString(directory.resolve("Minion.sls"), """
                {% if 'act' in data and data['act'] == 'pend' and data['id'].startswith('Min')%}
                key_accept:
                  wheel.key.accept:
                    - match: {{data['id']}}
                {% endif %}
                """);
        Files.writeString(directory.resolve("auto.sls"), """
                run_state:
                  local.test.arg:
                    - tgt: {{data['id']}}
                    - arg:
                      - test
                run_init:
                  local.test.ping:
                    - tgt: {{data['id']}}
                """);
        return TestMaster.in(directory.resolve("m"))
                .plugin(new ReactorPlugin())
                .option(
                        "reactor",
                        List.of(
                                Map.of("salt/auth", List.of(directory + "/Minion.sls")),
                                Map.of("salt/minion/*/start", List.of(directory + "/auto.sls"))))
                .start();
    }

    @Test
    void pendingMinionIsAcceptedByOneRuleAndSetUpByAnother() throws Exception {
        try (TestMaster master = master();
                TestMinion minion =
                        TestMinion.of(master, directory.resolve("n"), "Minion7").start()) {
            Event first = master.await(e -> e.tag().endsWith("/ret/Minion7"));
            Event second = master.await(e -> e.tag().endsWith("/ret/Minion7"));
            assertThat(List.of(
                            String.valueOf(first.data().get("fun")),
                            String.valueOf(second.data().get("fun"))))
                    .containsExactlyInAnyOrder("test.ping", "test.arg");
            List<String> tags = master.tags().stream()
                    .map(tag -> tag.replaceAll("\\d{20}", "J"))
                    .toList();
            assertThat(tags)
                    .containsSubsequence(
                            "salt/auth",
                            "salt/wheel/J/new",
                            "salt/key",
                            "salt/auth",
                            "salt/minion/Minion7/start",
                            "J",
                            "salt/job/J/new",
                            "J",
                            "salt/job/J/new");
            assertThat(minion.minion()).isNotNull();
        }
    }

    @Test
    void minionThatTheRuleDoesNotMeanStaysPending() throws Exception {
        try (TestMaster master = master();
                TestMinion minion =
                        TestMinion.of(master, directory.resolve("n"), "web1").begin()) {
            master.await("salt/auth");
            assertThat(master.master().keys().ids(KeyState.PENDING)).containsExactly("web1");
            assertThat(master.tags()).noneMatch(tag -> tag.startsWith("salt/wheel/"));
            assertThat(minion.minion()).isNotNull();
        }
    }
}
