package dev.brine.engine.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.engine.config.Journal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteEventJournalTest {
    @TempDir
    Path dir;

    private SqliteEventJournal open() {
        return SqliteEventJournal.open(dir.resolve("events.db"), Clock.systemUTC());
    }

    @Test
    void keepsTagDataOriginAndCauseInOneOrderOverRestarts() {
        try (EventBus bus = new EventBus(Clock.systemUTC(), open())) {
            bus.publish(Event.of("a", Map.of("n", 1L, "bytes", new byte[] {(byte) 0xff}), Origin.minion("web1")));
            bus.publish(Event.of("b", Map.of(), Origin.MASTER).causedBy(Cause.NONE.then(1, "rule")))
                    .toCompletableFuture()
                    .join();
        }
        SqliteEventJournal journal = open();
        try (EventBus bus = new EventBus(Clock.systemUTC(), journal)) {
            bus.publish("c", Map.of()).toCompletableFuture().join();
            assertThat(journal.from(1, 10))
                    .extracting(Event::number, Event::tag)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple(1L, "a"),
                            org.assertj.core.groups.Tuple.tuple(2L, "b"),
                            org.assertj.core.groups.Tuple.tuple(3L, "c"));
            Event a = journal.event(1).orElseThrow();
            assertThat(a.origin()).isEqualTo(Origin.minion("web1"));
            assertThat(a.data()).containsEntry("n", 1L).containsKey("_stamp");
            assertThat(journal.event(2).orElseThrow().cause()).isEqualTo(new Cause(1, "rule", 1));
            assertThat(journal.event(9)).isEmpty();
        }
    }

    @Test
    void retentionKeepsWhatSomebodyStillHasToRead() {
        try (SqliteEventJournal journal = open();
                EventBus bus = new EventBus(Clock.systemUTC(), journal)) {
            for (int i = 0; i < 100; i++) {
                bus.publish("t", new LinkedHashMap<>());
            }
            bus.publish("last", Map.of()).toCompletableFuture().join();
            Journal newest = new Journal(true, Duration.ZERO, 40, Long.MAX_VALUE);
            Journal brief = new Journal(true, Duration.ofSeconds(1), 1_000, Long.MAX_VALUE);
            journal.hold(() -> 31);
            assertThat(journal.retain(newest, Instant.now())).isEqualTo(30);
            assertThat(journal.first()).isEqualTo(31);
            journal.hold(() -> 1000);
            assertThat(journal.retain(newest, Instant.now())).isEqualTo(31);
            assertThat(journal.first()).isEqualTo(62);
            assertThat(journal.retain(brief, Instant.now().minusSeconds(60))).isZero();
            assertThat(journal.retain(brief, Instant.now().plusSeconds(60))).isEqualTo(40);
        }
        try (SqliteEventJournal journal = open()) {
            assertThat(journal.last()).isEqualTo(101);
        }
    }

    @Test
    void fileThatIsTooLargeLosesItsOldestEventsButNoneThatIsStillToBeRead() {
        try (SqliteEventJournal journal = open();
                EventBus bus = new EventBus(Clock.systemUTC(), journal)) {
            for (int i = 0; i < 5_000; i++) {
                bus.publish("t", Map.of("text", "x".repeat(500)));
            }
            bus.publish("last", Map.of()).toCompletableFuture().join();
            Journal small = new Journal(true, Duration.ZERO, 1_000_000, 1 << 20);
            journal.hold(() -> 2_000);
            journal.retain(small, Instant.now());
            assertThat(journal.first()).isEqualTo(2_000);
            journal.hold(() -> Long.MAX_VALUE);
            journal.retain(small, Instant.now());
            assertThat(journal.first()).isBetween(2_001L, 4_900L);
            assertThat(journal.event(5_001)).isPresent();
        }
    }
}
