package dev.brine.engine.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The clock stands still but for what the script of events says. */
class JobCollectorTest {
    private record At(long millis, String tag, Map<String, Object> data) {}

    private final Deque<At> script = new ArrayDeque<>();
    private final List<List<String>> asked = new ArrayList<>();
    private final List<String> returned = new ArrayList<>();
    private long now;

    private Optional<JobCollector.Message> next(Duration timeout) {
        long until = now + timeout.toMillis();
        if (script.isEmpty() || script.peek().millis > until) {
            now = until;
            return Optional.empty();
        }
        At at = script.poll();
        now = Math.max(now, at.millis);
        return Optional.of(new JobCollector.Message(at.tag, at.data));
    }

    private void at(long millis, String jid, String id, Object value) {
        script.add(new At(millis, "salt/job/" + jid + "/ret/" + id, Map.of("id", id, "return", value)));
    }

    private Set<String> collect(String... minions) throws InterruptedException {
        JobCollector collector = new JobCollector(
                this::next,
                (jid, silent) -> {
                    asked.add(silent);
                    return Optional.of("f" + asked.size());
                },
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                () -> now * 1_000_000);
        return collector.collect("j", List.of(minions), data -> returned.add((String) data.get("id")));
    }

    @Test
    void isDoneWithTheLastReturn() throws InterruptedException {
        at(10, "j", "a", true);
        at(20, "other", "b", true);
        at(30, "j", "b", true);
        assertThat(collect("a", "b")).isEmpty();
        assertThat(returned).containsExactly("a", "b");
        assertThat(now).isEqualTo(30);
        assertThat(asked).isEmpty();
    }

    @Test
    void aMinionThatStillRunsTheJobIsWaitedForAgainAndAgain() throws InterruptedException {
        at(10, "j", "a", true);
        at(5100, "f1", "b", Map.of("pid", 1L));
        at(10300, "f2", "b", Map.of("pid", 1L));
        at(12000, "j", "b", "done");
        assertThat(collect("a", "b")).isEmpty();
        assertThat(asked).containsExactly(List.of("b"), List.of("b"));
        assertThat(returned).containsExactly("a", "b");
    }

    @Test
    void aSilentMinionIsGivenUpAfterTheGatherTime() throws InterruptedException {
        at(10, "j", "a", true);
        assertThat(collect("a", "ghost")).containsExactly("ghost");
        assertThat(now).isEqualTo(15000);
    }

    @Test
    void nobodyWaitsOnceEveryMinionHasAnsweredThatItDoesNotRunTheJob() throws InterruptedException {
        at(5200, "f1", "a", Map.of());
        assertThat(collect("a")).containsExactly("a");
        assertThat(now).isEqualTo(5700);
    }

    @Test
    void aReturnThatIsOvertakenByTheAnswerStillCounts() throws InterruptedException {
        at(5200, "f1", "a", Map.of());
        at(5300, "j", "a", "late");
        assertThat(collect("a")).isEmpty();
    }

    @Test
    void aSecondReturnOfAMinionIsNotShown() throws InterruptedException {
        at(1, "j", "a", 1L);
        at(2, "j", "a", 2L);
        at(3, "j", "b", 1L);
        collect("a", "b");
        assertThat(returned).containsExactly("a", "b");
    }
}
