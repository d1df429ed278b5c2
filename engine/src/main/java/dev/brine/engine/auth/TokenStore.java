package dev.brine.engine.auth;

import dev.brine.transport.crypto.PrivateFile;
import dev.brine.transport.wire.Codec;
import dev.brine.transport.wire.DecodeException;
import dev.brine.transport.wire.Token;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tokens that stand for a login: {@code cachedir/tokens/<token>}, as Salt 3006 (tokens/localfs.py) stores them, mode 0600.
 *
 * <p>A token is looked at as text before it becomes a file name. It ends at its time, at its first use after that; a file that
 * cannot be read as a token is set aside. Safe for many threads.
 */
public final class TokenStore {
    private static final Logger log = LoggerFactory.getLogger(TokenStore.class);
    private static final int MAX_BYTES = 64 * 1024;

    private final Path directory;
    private final Duration life;
    private final Clock clock;
    private final SecureRandom random;

    /** @param life {@code token_expire} */
    public TokenStore(Path directory, Duration life, Clock clock, SecureRandom random) {
        this.directory = directory;
        this.life = life;
        this.clock = clock;
        this.random = random;
    }

    /** Makes a token and gives what is stored, the token included. */
    public Map<String, Object> create(Login login) throws IOException {
        return create(login, life);
    }

    /** Makes a token for another time, for somebody who may ask for that. */
    public Map<String, Object> create(Login login, Duration time) throws IOException {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        String token = HexFormat.of().formatHex(bytes);
        double now = clock.millis() / 1000.0;
        Map<String, Object> stored = new LinkedHashMap<>();
        stored.put("start", now);
        stored.put("expire", now + time.toSeconds());
        stored.put("name", login.name());
        stored.put("eauth", login.backend());
        stored.put("token", token);
        PrivateFile.create(directory.resolve(token), Codec.LOCAL.encode(stored), "rw-------");
        return stored;
    }

    /** Who the token stands for; nobody when it is malformed, unknown or over. */
    public Optional<Login> find(@Nullable Object token) throws IOException {
        return read(token)
                .flatMap(stored ->
                        stored.get("name") instanceof String name && stored.get("eauth") instanceof String backend
                                ? Optional.of(new Login(name, backend))
                                : Optional.empty());
    }

    /** What is stored under the token. */
    public Optional<Map<String, Object>> read(@Nullable Object token) throws IOException {
        if (!(token instanceof String text) || !Token.isValid(text)) {
            return Optional.empty();
        }
        Path file = directory.resolve(text);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new DecodeException("a token of " + Files.size(file) + " bytes");
            }
            Map<String, Object> stored = new LinkedHashMap<>(Codec.LOCAL.decodeMap(Files.readAllBytes(file)));
            if (!(stored.get("expire") instanceof Number expire)) {
                throw new DecodeException("a token without its end");
            }
            if (clock.millis() / 1000.0 >= expire.doubleValue()) {
                Files.deleteIfExists(file);
                return Optional.empty();
            }
            return Optional.of(stored);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (DecodeException e) {
            log.warn("a token file holds no token ({}); it is set aside", e.getMessage());
            Path aside = directory.resolve(".corrupt-" + clock.millis() + "-" + text.substring(0, 8));
            Files.move(file, aside, StandardCopyOption.ATOMIC_MOVE);
            return Optional.empty();
        }
    }
}
