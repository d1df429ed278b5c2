package dev.brine.engine.master;

import dev.brine.transport.wire.MinionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which minions' cached data outlives their keys.
 *
 * <p>Salt 3006: all with {@code preserve_minion_cache}; in stock {@code salt-key --preserve-minions} decides for itself, as it
 * clears the cache itself. Ours leaves {@code cachedir/.keep/<id>}, which counts once and is removed when it does.
 */
final class KeptData {
    private static final Logger log = LoggerFactory.getLogger(KeptData.class);

    private final Path marks;
    private final boolean all;

    KeptData(Path cachedir, boolean all) {
        this.marks = cachedir.resolve(".keep");
        this.all = all;
    }

    /** Whether the data stay although the key went; asked once for each time it goes. */
    boolean keeps(MinionId id) {
        try {
            return Files.deleteIfExists(marks.resolve(id.value())) || all;
        } catch (IOException e) {
            log.warn("{} cannot be removed, the data of {} are kept: {}", marks, id, e.toString());
            return true;
        }
    }
}
