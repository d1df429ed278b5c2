package dev.brine.engine.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.transport.wire.Jid;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JidSourceTest {
    private Instant now = Instant.parse("2026-11-21T05:57:01.854000Z");

    private final Clock clock = new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    };

    @Test
    void jobIdIsTheTimeToTheMicrosecond() {
        assertThat(new JidSource(clock).next()).isEqualTo("20261121055701854000");
        assertThat(new JidSource(clock, "_4711").next()).isEqualTo("20261121055701854000_4711");
    }

    @Test
    void idsAscendWhenTheClockStandsStillOrStepsBack() {
        JidSource jids = new JidSource(clock);
        List<String> made = new ArrayList<>();
        for (Instant time : List.of(now, now, now.minusSeconds(3600), Instant.EPOCH, now, now.plusSeconds(1))) {
            now = time;
            made.add(jids.next());
        }

        assertThat(made).isSorted().doesNotHaveDuplicates().allMatch(Jid::isValid);
    }
}
