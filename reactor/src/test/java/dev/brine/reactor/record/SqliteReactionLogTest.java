package dev.brine.reactor.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.engine.store.SqliteFile;
import dev.brine.reactor.reaction.Reaction;
import dev.brine.reactor.record.ReactionRecord.State;
import dev.brine.reactor.record.ReactionRecord.Turn;
import dev.brine.transport.wire.Codec;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteReactionLogTest {
    @TempDir
    Path directory;

    private SqliteFile file(String... schema) {
        return SqliteFile.open(directory.resolve("r.db"), List.of(schema), Clock.systemUTC());
    }

    private static ReactionRecord record(long number, String part, State state, Turn turn) {
        Reaction call = new Reaction.Runner("a.b", List.of(), Map.of());
        return new ReactionRecord(number, 1, part, 0, "t", "t/*", "/x.sls", "c" + number, call, state, 0, "", "", turn);
    }

    private static void fire(ReactionLog log, String part, ReactionRecord... records) {
        log.fired(new ReactionLog.Firing(1, part, "t", List.of("t/*"), "", "", List.of(records), 5))
                .toCompletableFuture()
                .join();
    }

    @Test
    void lineGivesWhatIsDueAndNotCountedByABusyKey() {
        try (SqliteFile file = file()) {
            SqliteReactionLog log = SqliteReactionLog.open(file);
            fire(
                    log,
                    "",
                    record(1, "", State.QUEUED, new Turn("p", "web1", 0)),
                    record(2, "", State.QUEUED, new Turn("p", "web2", 0)),
                    record(3, "", State.FAILED, new Turn("p", "web3", 100)),
                    record(4, "", State.RUNNING, new Turn("p", "web4", 0)),
                    record(5, "", State.QUEUED, Turn.NOW));
            assertThat(log.due("p", 99, List.of("web1"), 9))
                    .extracting(ReactionRecord::number)
                    .containsExactly(2L);
            assertThat(log.due("p", 100, List.of(), 9))
                    .extracting(ReactionRecord::number)
                    .containsExactly(1L, 2L, 3L);
            assertThat(log.running("p", 0, 9))
                    .extracting(ReactionRecord::number)
                    .containsExactly(4L);
            assertThat(log.open("t/*", 0, 9)).extracting(ReactionRecord::number).containsExactly(5L);
            assertThat(log.lines()).containsExactly("p");
            assertThat(log.nextDue(0)).isEqualTo(100);
            assertThat(log.nextDue(100)).isEqualTo(Long.MAX_VALUE);
        }
    }

    @Test
    void eachPartOfAnEventIsRecordedOnce() {
        try (SqliteFile file = file()) {
            SqliteReactionLog log = SqliteReactionLog.open(file);
            fire(log, "", record(1, "", State.QUEUED, Turn.NOW));
            fire(log, "later", record(2, "later", State.QUEUED, Turn.NOW));
            fire(log, "later", record(3, "later", State.QUEUED, Turn.NOW));
            assertThat(log.hasFired(1, "later")).isTrue();
            assertThat(log.hasFired(1, "never")).isFalse();
            assertThat(log.read().find("ORDER BY num"))
                    .extracting(ReactionRecord::number)
                    .containsExactly(1L, 2L);
        }
    }

    @Test
    void retentionForgetsTheOldAndTheTooManyButNothingThatMayStillBeNeeded() {
        try (SqliteFile file = file()) {
            SqliteReactionLog log = SqliteReactionLog.open(file);
            for (long event = 1; event <= 10; event++) {
                State state = event == 2 ? State.QUEUED : event == 3 ? State.FAILED : State.DONE;
                Reaction call = new Reaction.Runner("a.b", List.of(), Map.of());
                ReactionRecord reaction = new ReactionRecord(
                        log.next(), event, "", 0, "t", "t/*", "/x.sls", "c", call, state, 0, "", "", Turn.NOW);
                log.fired(new ReactionLog.Firing(
                                event, "", "t", List.of("t/*"), "", "", List.of(reaction), event * 1_000))
                        .toCompletableFuture()
                        .join();
            }
            log.settledTo(8);
            log.retain(5_500, 1_000);
            assertThat(numbers(log)).containsExactly(2L, 3L, 6L, 7L, 8L, 9L, 10L);
            log.retain(0, 3);
            assertThat(numbers(log)).containsExactly(2L, 3L, 8L, 9L, 10L);
            log.retain(Long.MAX_VALUE, 0);
            assertThat(numbers(log)).containsExactly(2L, 3L, 9L, 10L);
            assertThat(log.read().firings("ORDER BY event"))
                    .extracting(ReactionLog.Firing::event)
                    .containsExactly(2L, 3L, 9L, 10L);
        }
    }

    private static List<Long> numbers(SqliteReactionLog log) {
        return log.upToDate().find("ORDER BY num").stream()
                .map(ReactionRecord::number)
                .toList();
    }

    @Test
    void recordsOfTheFirstLayoutAreCarriedOver() {
        byte[] call = Codec.LOCAL.encode(Map.of("type", "runner", "fun", "a.b", "arg", List.of(), "kwarg", Map.of()));
        try (SqliteFile file = file(
                "CREATE TABLE firing (event INTEGER PRIMARY KEY, tag TEXT NOT NULL, rules BLOB NOT NULL,"
                        + " problem TEXT NOT NULL, at INTEGER NOT NULL)",
                "CREATE TABLE reaction (num INTEGER PRIMARY KEY, event INTEGER NOT NULL, hops INTEGER NOT NULL,"
                        + " tag TEXT NOT NULL, rule TEXT NOT NULL, sls TEXT NOT NULL, chunk TEXT NOT NULL,"
                        + " call BLOB NOT NULL, state TEXT NOT NULL, tries INTEGER NOT NULL, jid TEXT NOT NULL,"
                        + " message TEXT NOT NULL, at INTEGER NOT NULL, UNIQUE (event, sls, chunk))",
                "CREATE INDEX reaction_open ON reaction (rule, num)",
                "CREATE INDEX reaction_jid ON reaction (jid)")) {
            file.write(session -> session.update(
                            "INSERT INTO firing VALUES (7, 't', ?, '', 5)", Codec.LOCAL.encode(List.of("t/*"))))
                    .join();
            file.write(session -> session.update(
                            "INSERT INTO reaction VALUES (3, 7, 0, 't', 't/*', '/x', 'c', ?, 'DEAD', 1, '', 'why', 5)",
                            call))
                    .join();
            SqliteReactionLog log = SqliteReactionLog.open(file);
            assertThat(log.hasFired(7, "")).isTrue();
            assertThat(log.read().find("WHERE state = 'DEAD'")).singleElement().satisfies(dead -> {
                assertThat(dead.message()).isEqualTo("why");
                assertThat(dead.turn()).isEqualTo(Turn.NOW);
            });
            assertThat(log.next()).isEqualTo(4);
        }
    }
}
