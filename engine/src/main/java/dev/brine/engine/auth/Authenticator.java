package dev.brine.engine.auth;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out who sends a clear command: by token, by password ({@code eauth}), or by the key file of a local user.
 *
 * <p>Salt 3006: auth/__init__.py. With a key file, a request without {@code user} speaks for the master's own account; {@code root}, that
 * account, and {@code sudo_x} (somebody who became root) need that account's key; every other user his own. Safe for many
 * threads.
 */
public final class Authenticator {
    private static final Logger log = LoggerFactory.getLogger(Authenticator.class);
    private static final int MAX_USER = 100;

    private final RootKeys keys;
    private final PublisherAcl acl;
    private final ExternalAuth external;
    private final TokenStore tokens;

    public Authenticator(RootKeys keys, PublisherAcl acl, ExternalAuth external, TokenStore tokens) {
        this.keys = keys;
        this.acl = acl;
        this.external = external;
        this.tokens = tokens;
    }

    /**
     * The sender, or nobody when what he sent proves nothing.
     *
     * @param load the command's load, with {@code key} and {@code user}
     * @param credentials the map that may hold {@code token} or {@code eauth}: the load itself, or its {@code kwargs}
     * @param peer the address it came from
     */
    public Optional<Requester> identify(Map<String, Object> load, Map<String, Object> credentials, String peer) {
        if (credentials.get("token") != null) {
            return byToken(credentials.get("token"));
        }
        if (credentials.get("eauth") != null) {
            return external.login(credentials, peer).map(login -> limited(login.name(), login.backend()));
        }
        return byKey(load);
    }

    private Optional<Requester> byToken(Object token) {
        try {
            return tokens.find(token).map(login -> limited(login.name(), login.backend()));
        } catch (IOException e) {
            log.error("a token cannot be read, its request is refused: {}", e.toString());
            return Optional.empty();
        }
    }

    private Requester limited(String name, String backend) {
        return new Requester.Limited(name, external.permissions(backend, name));
    }

    private Optional<Requester> byKey(Map<String, Object> load) {
        Object user = load.getOrDefault("user", keys.master());
        if (!(user instanceof String name) || name.isEmpty() || name.length() > MAX_USER || !printable(name)) {
            return Optional.empty();
        }
        Object key = load.get("key");
        if (name.startsWith("sudo_") && acl.limitsSudo()) {
            // Salt 3006: sudo_acl; the rules are those of the account behind sudo
            String behind = name.substring("sudo_".length());
            return keys.opensAll(key) && !behind.equals("root")
                    ? Optional.of(new Requester.Limited(name, acl.of(behind)))
                    : Optional.empty();
        }
        if (name.equals(keys.master()) || name.equals("root") || name.startsWith("sudo_")) {
            return keys.opensAll(key) ? Optional.of(new Requester.Root(name)) : Optional.empty();
        }
        return keys.matches(name, key) ? Optional.of(new Requester.Limited(name, acl.of(name))) : Optional.empty();
    }

    private static boolean printable(String name) {
        return name.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }
}
