package dev.brine.engine.auth;

import java.util.Map;
import java.util.Optional;

/**
 * Finds out who sends a clear command.
 *
 * <p>Salt 3006: auth/__init__.py {@code authenticate_key}. A request without {@code user} speaks for the master's own account;
 * {@code root}, that account, and {@code sudo_x} (somebody who became root) need that account's key; every other user his own.
 * Immutable; safe for many threads.
 */
public final class Authenticator {
    private static final int MAX_USER = 100;

    private final RootKeys keys;

    public Authenticator(RootKeys keys) {
        this.keys = keys;
    }

    /** The sender, or nobody when what he sent proves nothing. {@code load} is the command's load with {@code key} and {@code user}. */
    public Optional<Requester> identify(Map<String, Object> load) {
        Object user = load.getOrDefault("user", keys.master());
        if (!(user instanceof String name) || name.isEmpty() || name.length() > MAX_USER || !printable(name)) {
            return Optional.empty();
        }
        Object key = load.get("key");
        if (name.equals(keys.master()) || name.equals("root") || name.startsWith("sudo_")) {
            return keys.opensAll(key) ? Optional.of(new Requester.Root(name)) : Optional.empty();
        }
        if (keys.matches(name, key)) {
            return Optional.of(new Requester.LocalUser(name));
        }
        return Optional.empty();
    }

    private static boolean printable(String name) {
        return name.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }
}
