package dev.brine.engine.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.transport.wire.Codec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteJobStoreTest {
    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");

    @TempDir
    Path dir;

    private JobStore store;

    @BeforeEach
    void open() {
        store = SqliteJobStore.open(dir.resolve("jobs.db"), Clock.systemUTC());
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static Job job(String jid, String fun, Instant started) {
        return new Job(jid, Map.of("fun", fun, "tgt", "*"), List.of("a", "b"), List.of("ghost"), started);
    }

    private static JobReturn ret(String jid, String id, Object value) {
        return new JobReturn(jid, id, value, 0, true, "nested", Map.of("return", value, "id", id), NOW);
    }

    private JobStore.Landing land(JobReturn ret) {
        return store.land(ret).toCompletableFuture().join();
    }

    private void begin(Job job) {
        store.begin(job).toCompletableFuture().join();
    }

    @Test
    void theFirstReturnOfAMinionStays() {
        begin(job("20261121080000000001", "test.ping", NOW));
        assertThat(land(ret("20261121080000000001", "a", true))).isEqualTo(JobStore.Landing.LANDED);
        assertThat(land(ret("20261121080000000001", "a", "forged"))).isEqualTo(JobStore.Landing.ALREADY_THERE);
        assertThat(store.returns("20261121080000000001"))
                .extracting(JobReturn::id, JobReturn::value)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("a", true));
    }

    @Test
    void returnsNobodyAskedForAreNotMixedIn() {
        begin(job("20261121080000000001", "test.ping", NOW));
        assertThat(land(ret("20261121080000000001", "stranger", true))).isEqualTo(JobStore.Landing.UNASKED);
        assertThat(land(ret("20991121080000000001", "a", true))).isEqualTo(JobStore.Landing.UNKNOWN_JOB);
        assertThat(store.returns("20261121080000000001")).isEmpty();
    }

    @Test
    void jobsAreFoundByFunctionMinionAndTime() {
        begin(job("1", "test.ping", NOW));
        begin(job("2", "state.apply", NOW.plusSeconds(10)));
        begin(job("3", "state.highstate", NOW.plusSeconds(20)));
        land(ret("2", "a", Map.of("x", 1L)));
        assertThat(store.find(JobQuery.all(10))).extracting(Job::jid).containsExactly("3", "2", "1");
        assertThat(store.find(
                        new JobQuery(Optional.of("state.*"), Optional.of("a"), Optional.empty(), Optional.empty(), 10)))
                .extracting(Job::jid)
                .containsExactly("2");
        assertThat(store.find(new JobQuery(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(NOW.plusSeconds(10)),
                        Optional.of(NOW.plusSeconds(20)),
                        10)))
                .extracting(Job::jid)
                .containsExactly("2");
        Job found = store.job("2").orElseThrow();
        assertThat(found.load()).containsEntry("fun", "state.apply");
        assertThat(found.minions()).containsExactly("a", "b");
        assertThat(found.missing()).containsExactly("ghost");
    }

    @Test
    void oldJobsAndTheirReturnsAreForgotten() {
        for (int i = 0; i < 1200; i++) {
            store.begin(job("j" + i, "test.ping", NOW.minusSeconds(i + 1)));
        }
        begin(job("fresh", "test.ping", NOW));
        land(ret("j5", "a", true));
        assertThat(store.expire(NOW)).isEqualTo(1200);
        assertThat(store.returns("j5")).isEmpty();
        assertThat(store.find(JobQuery.all(10))).extracting(Job::jid).containsExactly("fresh");
    }

    @Test
    void stockToolsFindTheirFiles() throws Exception {
        JobFiles files = new JobFiles(dir, "sha256");
        Job job = job("20261121080000000001", "test.ping", NOW);
        files.begin(job);
        files.land(ret("20261121080000000001", "a", "text"));
        Path leaf;
        try (var walk = Files.walk(dir.resolve("jobs"))) {
            leaf = walk.filter(p -> p.endsWith("jid")).findFirst().orElseThrow().getParent();
        }
        assertThat(leaf.getParent().getFileName().toString()).hasSize(2);
        assertThat(Codec.LOCAL.decodeMap(Files.readAllBytes(leaf.resolve(".load.p"))))
                .containsEntry("fun", "test.ping");
        assertThat(Codec.LOCAL.decode(Files.readAllBytes(leaf.resolve(".minions.p"))))
                .isEqualTo(List.of("a", "b"));
        assertThat(Codec.LOCAL.decodeMap(Files.readAllBytes(leaf.resolve("a/return.p"))))
                .containsEntry("return", "text")
                .containsEntry("success", true);
        files.expire(Instant.now().plusSeconds(5));
        assertThat(leaf).doesNotExist();
    }
}
