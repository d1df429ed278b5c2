package dev.brine.engine.master;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HoldTimesTest {

    @Test
    void theMoreAreHeldTheLonger() {
        HoldTimes times = new HoldTimes(Duration.ofSeconds(4));

        assertThat(times.offer(0)).hasSeconds(4);
        assertThat(times.offer(100)).hasSeconds(4);
        assertThat(times.offer(1000)).hasSeconds(40);
        assertThat(times.offer(1_000_000)).hasSeconds(60);
    }

    @Test
    void nobodyIsToldToAskAgainWhenNobodyIsHeld() {
        HoldTimes none = new HoldTimes(Duration.ZERO);

        assertThat(none.offer(0)).isZero();
        assertThat(none.offer(1_000_000)).isZero();
    }

    @Test
    void minionsThatComeTogetherAreNotAnsweredTogether() {
        Random random = new Random(1);
        Set<Duration> held = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            Duration time = HoldTimes.within(Duration.ofSeconds(4), random);
            assertThat(time).isBetween(Duration.ofSeconds(3), Duration.ofSeconds(4));
            held.add(time);
        }
        assertThat(held).hasSizeGreaterThan(80);
    }
}
