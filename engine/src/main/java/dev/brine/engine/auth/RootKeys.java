package dev.brine.engine.auth;

import dev.brine.transport.crypto.KeyString;
import dev.brine.transport.crypto.PrivateFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The files by which a local user proves to the master who he is: {@code cachedir/.<user>_key}, readable by that user only.
 *
 * <p>Salt 3006: daemons/masterapi.py {@code access_keys}. Written anew at each start. Immutable; safe for many threads.
 */
public final class RootKeys {
    private static final Pattern USER = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.@-]{0,63}");

    private final String master;
    private final Map<String, KeyString> keys;

    private RootKeys(String master, Map<String, KeyString> keys) {
        this.master = master;
        this.keys = keys;
    }

    /**
     * Makes and writes a key for the master's own user and for each of {@code others}, which then owns its file.
     *
     * @param master the account that may do everything
     */
    public static RootKeys write(Path cachedir, String master, Collection<String> others, SecureRandom random)
            throws IOException {
        Map<String, KeyString> keys = new LinkedHashMap<>();
        keys.put(master, KeyString.generate(random));
        others.stream().filter(RootKeys::isUser).forEach(user -> keys.putIfAbsent(user, KeyString.generate(random)));
        for (Map.Entry<String, KeyString> key : keys.entrySet()) {
            Path file = cachedir.resolve("." + key.getKey() + "_key");
            Files.deleteIfExists(file);
            PrivateFile.create(file, key.getValue().text().getBytes(StandardCharsets.US_ASCII), "rw-------");
            if (!key.getKey().equals(System.getProperty("user.name"))) {
                Accounts.give(file, key.getKey());
            }
        }
        return new RootKeys(master, keys);
    }

    static boolean isUser(String name) {
        return USER.matcher(name).matches();
    }

    /** The account that may do everything. */
    public String master() {
        return master;
    }

    /** Whether {@code key} is the master user's: compared in constant time, and only when it is text. */
    public boolean opensAll(@Nullable Object key) {
        return matches(master, key);
    }

    /** Whether {@code key} is this user's own. */
    public boolean matches(String user, @Nullable Object key) {
        KeyString known = keys.get(user);
        return known != null
                && key instanceof String text
                && MessageDigest.isEqual(known.ascii(), text.getBytes(StandardCharsets.UTF_8));
    }
}
