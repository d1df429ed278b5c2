package dev.brine.engine.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.brine.engine.data.Data;
import dev.brine.engine.store.SqliteFile;
import dev.brine.engine.target.Facts;
import dev.brine.transport.wire.Codec;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Maps of plain values by minion and bank ({@code grains}, {@code pillar}, {@code mine}), in one SQLite file, the recently
 * used in memory.
 */
public final class MinionCache implements AutoCloseable {
    public static final String GRAINS = "grains";
    public static final String PILLAR = "pillar";
    public static final String MINE = "mine";

    private record Key(String id, String bank) {}

    private final SqliteFile file;
    private final Cache<Key, Optional<Map<String, Object>>> recent =
            Caffeine.newBuilder().maximumSize(20_000).build();

    private MinionCache(SqliteFile file) {
        this.file = file;
    }

    public static MinionCache open(Path path, Clock clock) {
        return new MinionCache(SqliteFile.open(
                path,
                List.of(
                        "CREATE TABLE IF NOT EXISTS entry (id TEXT NOT NULL, bank TEXT NOT NULL, updated INTEGER NOT NULL,"
                                + " data BLOB NOT NULL, PRIMARY KEY (id, bank)) WITHOUT ROWID"),
                clock));
    }

    /** Stores {@code data} over what was there; seen by {@link #fetch} at once, on disk when the stage completes. */
    public CompletionStage<Void> store(String id, String bank, Map<String, Object> data) {
        recent.put(new Key(id, bank), Optional.of(data));
        byte[] packed = Codec.LOCAL.encode(data);
        return file.write(session -> session.update(
                        "INSERT OR REPLACE INTO entry (id, bank, updated, data) VALUES (?,?,?,?)",
                        id,
                        bank,
                        System.currentTimeMillis(),
                        packed))
                .thenApply(rows -> null);
    }

    public Optional<Map<String, Object>> fetch(String id, String bank) {
        return recent.get(new Key(id, bank), key -> load(id, bank));
    }

    private Optional<Map<String, Object>> load(String id, String bank) {
        List<byte[]> found = file.read(session ->
                session.list(rows -> rows.getBytes(1), "SELECT data FROM entry WHERE id = ? AND bank = ?", id, bank));
        return found.stream()
                .findFirst()
                .<Map<String, Object>>map(data -> new LinkedHashMap<>(Data.asMap(bank, Codec.LOCAL.decode(data))));
    }

    /** Ids that have something in {@code bank}, in order. */
    public List<String> ids(String bank) {
        return file.read(session ->
                session.list(rows -> rows.getString(1), "SELECT id FROM entry WHERE bank = ? ORDER BY id", bank));
    }

    /** Forgets one bank of a minion. */
    public CompletionStage<Void> flush(String id, String bank) {
        recent.put(new Key(id, bank), Optional.empty());
        return file.write(session -> session.update("DELETE FROM entry WHERE id = ? AND bank = ?", id, bank))
                .thenApply(rows -> null);
    }

    /** Forgets everything of a minion: its key was deleted or replaced. */
    public CompletionStage<Void> forget(String id) {
        for (String bank : List.of(GRAINS, PILLAR, MINE)) {
            recent.put(new Key(id, bank), Optional.empty());
        }
        return file.write(session -> session.update("DELETE FROM entry WHERE id = ?", id))
                .thenApply(rows -> null);
    }

    /** What targeting may ask of a minion. */
    public Facts facts(String id) {
        return new Facts(id, () -> fetch(id, GRAINS), () -> fetch(id, PILLAR));
    }

    @Override
    public void close() {
        file.close();
    }
}
