package dev.brine.engine.minion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.engine.config.MinionConfig;
import dev.brine.engine.config.RawConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PatienceTest {

    private static Patience patience(Map<String, Object> options) {
        RawConfig raw = new RawConfig(Path.of("/conf"), Map.of());
        for (Map.Entry<String, Object> option : options.entrySet()) {
            raw = raw.with(option.getKey(), option.getValue());
        }
        return new Patience(MinionConfig.of(raw).session(), new Random(1));
    }

    @Test
    void minionsThatStartTogetherDoNotComeTogether() {
        Patience patience = patience(Map.of("random_startup_delay", 60L));
        Set<Duration> delays = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            Duration delay = patience.startup();
            assertThat(delay).isBetween(Duration.ZERO, Duration.ofSeconds(60));
            delays.add(delay);
        }
        assertThat(delays).hasSizeGreaterThan(90);
        assertThat(patience(Map.of()).startup()).isZero();
    }

    @Test
    void waitForAcceptanceDoublesUpToItsMaximum() {
        Patience growing = patience(Map.of("acceptance_wait_time", 10L, "acceptance_wait_time_max", 60L));
        assertThat(growing.whilePending(0)).hasSeconds(10);
        assertThat(growing.whilePending(1)).hasSeconds(20);
        assertThat(growing.whilePending(2)).hasSeconds(40);
        assertThat(growing.whilePending(3)).hasSeconds(80);
        assertThat(growing.whilePending(50)).hasSeconds(80);

        Patience steady = patience(Map.of("acceptance_wait_time", 10L));
        assertThat(steady.whilePending(50)).hasSeconds(10);
    }

    @Test
    void silenceOfAMasterIsFollowedByARandomWait() {
        Patience patience = patience(Map.of("acceptance_wait_time", 10L, "random_reauth_delay", 30L));
        for (int i = 0; i < 50; i++) {
            assertThat(patience.afterSilence()).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(40));
        }
    }
}
