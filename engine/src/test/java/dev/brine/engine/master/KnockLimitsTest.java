package dev.brine.engine.master;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.engine.config.RawConfig;
import dev.brine.transport.wire.MinionId;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A flood of strangers is not a flood of events. */
class KnockLimitsTest {
    private final KnockLimits limits = new KnockLimits(new RawConfig(Path.of("/nowhere"), Map.of()));

    @Test
    void noRoomIsAnnouncedOnceForAllIds() {
        assertThat(limits.mayAnnounceFull()).isTrue();
        assertThat(limits.mayAnnounceFull()).isFalse();
    }

    @Test
    void refusedIdsAreAnnouncedEachForItself() {
        assertThat(limits.mayAnnounceFull()).isTrue();
        assertThat(limits.mayAnnounceRefused(new MinionId("web1"))).isTrue();
        assertThat(limits.mayAnnounceRefused(new MinionId("web1"))).isFalse();
        assertThat(limits.mayAnnounceRefused(new MinionId("web2"))).isTrue();
    }

    @Test
    void whoIsHeldIsAnnouncedWithItsKnockAndThenOnlyNowAndThen() {
        MinionId web1 = new MinionId("web1");
        assertThat(limits.mayAnnouncePending(web1)).isTrue();
        assertThat(limits.mayRemindOfPending(web1)).isFalse();
        assertThat(limits.mayRemindOfPending(new MinionId("pending-since-before-the-start")))
                .isTrue();
    }
}
