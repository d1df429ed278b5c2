package dev.brine.engine.master;

import dev.brine.transport.crypto.Crypticle;
import dev.brine.transport.crypto.KeyString;
import dev.brine.transport.crypto.RsaPublicKey;
import dev.brine.transport.wire.MinionId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys that each minion shares with the master alone.
 *
 * <p>A session belongs to the minion's key it was made for, ends {@code publish_session} after its beginning, and with this
 * process: a minion signs in anew after a restart anyway, because the AES key is new, and what was recorded before can then not
 * be replayed. {@code cachedir/sessions/<id>} is written for stock tools and never read. Safe for many threads.
 */
final class Sessions {
    private static final Logger log = LoggerFactory.getLogger(Sessions.class);

    private final Path directory;
    private final Duration life;
    private final SecureRandom random;
    private final LongSupplier nanos;
    private final Map<MinionId, Session> sessions = new ConcurrentHashMap<>();

    private record Session(KeyString key, Crypticle seal, RsaPublicKey owner, long begun) {}

    /** @param nanos a clock that never steps, as {@link System#nanoTime} */
    Sessions(Path directory, Duration life, SecureRandom random, LongSupplier nanos) {
        this.directory = directory;
        this.life = life;
        this.random = random;
        this.nanos = nanos;
    }

    /** The session key to hand out: the one in force, or a new one. */
    KeyString open(MinionId id, RsaPublicKey owner) {
        Session session = sessions.compute(
                id,
                (key, known) -> known != null && known.owner.equals(owner) && alive(known) ? known : begin(id, owner));
        return session.key;
    }

    /** The seal of the session in force, if it belongs to {@code owner}. */
    Optional<Crypticle> seal(MinionId id, RsaPublicKey owner) {
        Session session = sessions.get(id);
        return session != null && session.owner.equals(owner) && alive(session)
                ? Optional.of(session.seal)
                : Optional.empty();
    }

    void end(MinionId id) {
        if (sessions.remove(id) != null) {
            try {
                Files.deleteIfExists(directory.resolve(id.value()));
            } catch (IOException e) {
                log.warn("{}: cannot delete the session of {}: {}", directory, id, e.toString());
            }
        }
    }

    private boolean alive(Session session) {
        return nanos.getAsLong() - session.begun < life.toNanos();
    }

    private Session begin(MinionId id, RsaPublicKey owner) {
        KeyString key = KeyString.generate(random);
        write(id, key);
        return new Session(key, new Crypticle(key, random), owner, nanos.getAsLong());
    }

    private void write(MinionId id, KeyString key) {
        Path file = directory.resolve(id.value());
        try {
            Files.deleteIfExists(file);
            try (var channel = Files.newByteChannel(
                    file,
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
                channel.write(java.nio.ByteBuffer.wrap(key.text().getBytes(StandardCharsets.US_ASCII)));
            }
        } catch (IOException e) {
            log.warn("{}: cannot write it for stock tools: {}", file, e.toString());
        }
    }
}
