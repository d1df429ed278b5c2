package dev.brine.engine.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MinionCacheTest {
    @TempDir
    Path dir;

    @Test
    void keepsBanksApartAndOverRestarts() {
        Path file = dir.resolve("cache.db");
        try (MinionCache cache = MinionCache.open(file, Clock.systemUTC())) {
            cache.store("a", MinionCache.GRAINS, Map.of("os", "Debian"))
                    .toCompletableFuture()
                    .join();
            cache.store("a", MinionCache.MINE, Map.of("ip", "x"))
                    .toCompletableFuture()
                    .join();
            cache.flush("a", MinionCache.MINE).toCompletableFuture().join();
        }
        try (MinionCache cache = MinionCache.open(file, Clock.systemUTC())) {
            assertThat(cache.fetch("a", MinionCache.GRAINS)).contains(Map.of("os", "Debian"));
            assertThat(cache.fetch("a", MinionCache.MINE)).isEmpty();
            assertThat(cache.ids(MinionCache.GRAINS)).containsExactly("a");
            assertThat(cache.facts("a").grains().get()).isPresent();
        }
    }

    @Test
    void aDeletedMinionLeavesNothingBehind() {
        try (MinionCache cache = MinionCache.open(dir.resolve("cache.db"), Clock.systemUTC())) {
            cache.store("a", MinionCache.GRAINS, Map.of("os", "Debian"));
            cache.forget("a").toCompletableFuture().join();
            assertThat(cache.fetch("a", MinionCache.GRAINS)).isEmpty();
            assertThat(cache.ids(MinionCache.GRAINS)).isEmpty();
        }
    }
}
