package dev.brine.engine.minion;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReturnSpoolTest {
    @TempDir
    Path temp;

    @Test
    void keptReturnIsThereAfterARestart() throws Exception {
        new ReturnSpool(temp, 10_000).put("1", Map.of("return", "a"));

        assertThat(new ReturnSpool(temp, 10_000).all()).isEqualTo(Map.of("1", Map.of("return", "a")));
    }

    @Test
    void acknowledgedReturnIsGone() throws Exception {
        ReturnSpool spool = new ReturnSpool(temp, 10_000);
        spool.put("1", Map.of("return", "a"));

        spool.remove("1");

        assertThat(spool.all()).isEmpty();
        assertThat(temp.toFile().list()).isEmpty();
    }

    @Test
    void oldestIsDroppedWhenTheLimitIsReached() throws Exception {
        ReturnSpool spool = new ReturnSpool(temp, 300);
        for (int i = 1; i <= 4; i++) {
            spool.put("" + i, Map.of("return", "x".repeat(100)));
        }

        assertThat(spool.all().keySet()).containsExactly("3", "4");
    }

    @Test
    void damagedFileIsSetAsideAndTheOthersAreRead() throws Exception {
        ReturnSpool spool = new ReturnSpool(temp, 10_000);
        spool.put("2", Map.of("return", "b"));
        Files.write(temp.resolve("1.p"), new byte[] {(byte) 0x82, 1});

        assertThat(spool.all().keySet()).containsExactly("2");
        assertThat(temp.resolve("1.p.corrupt")).exists();
    }
}
