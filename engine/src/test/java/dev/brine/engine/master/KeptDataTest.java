package dev.brine.engine.master;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.transport.wire.MinionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose grains, pillar and mine outlive his key. */
class KeptDataTest {

    private static final MinionId WEB1 = new MinionId("web1");

    @TempDir
    Path cache;

    @Test
    void dataGoWithTheKey() {
        assertThat(new KeptData(cache, false).keeps(WEB1)).isFalse();
    }

    @Test
    void allDataStayWhenTheConfigurationSaysSo() {
        assertThat(new KeptData(cache, true).keeps(WEB1)).isTrue();
    }

    @Test
    void markOfOneMinionCountsForItAndOnce() throws IOException {
        KeptData kept = new KeptData(cache, false);
        Files.createDirectories(cache.resolve(".keep"));
        Files.createFile(cache.resolve(".keep/web1"));
        assertThat(kept.keeps(new MinionId("web2"))).isFalse();
        assertThat(kept.keeps(WEB1)).isTrue();
        assertThat(kept.keeps(WEB1)).isFalse();
    }
}
