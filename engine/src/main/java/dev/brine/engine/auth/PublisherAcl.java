package dev.brine.engine.auth;

import dev.brine.engine.config.RawConfig;
import dev.brine.engine.data.TextKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What local users who are not the master's own may publish: {@code publisher_acl}, users (names, globs, expressions) to {@link
 * Permissions}; and {@code publisher_acl_blacklist}.
 *
 * <p>Salt 3006: acl/__init__.py, utils/minions.py. Immutable.
 */
public final class PublisherAcl {
    private final boolean sudo;
    private final boolean verify;
    private final Map<String, Object> allowed;
    private final List<String> barredUsers;
    private final List<String> barredFunctions;

    public PublisherAcl(RawConfig raw) {
        this.sudo = Boolean.TRUE.equals(raw.value("sudo_acl").orElse(false));
        this.verify = !Boolean.FALSE.equals(raw.value("client_acl_verify").orElse(true));
        this.allowed = map(raw.value("publisher_acl").orElse(Map.of()));
        Map<String, Object> blacklist = map(raw.value("publisher_acl_blacklist").orElse(Map.of()));
        this.barredUsers = Permissions.strings(blacklist.get("users"));
        this.barredFunctions = Permissions.strings(blacklist.get("modules"));
    }

    /** Users that get a key file: accounts of this host, unless {@code client_acl_verify} is off. */
    public Set<String> users() {
        return verify ? Accounts.of(allowed.keySet()) : allowed.keySet();
    }

    /** Whether the blacklist bars this user, or one of the functions: these for everybody, as in Salt. */
    public boolean barred(String user, List<String> functions) {
        return Permissions.matches(barredUsers, user)
                || functions.stream().anyMatch(fun -> Permissions.matches(barredFunctions, fun));
    }

    /** Whether somebody who became root by sudo has limits of his own ({@code sudo_acl}). */
    public boolean limitsSudo() {
        return sudo && !allowed.isEmpty();
    }

    /** What this user may do. */
    public Permissions of(String user) {
        List<Object> rules = new ArrayList<>();
        allowed.forEach((who, what) -> {
            if (Permissions.matches(List.of(who), user)) {
                rules.addAll(Permissions.list(what));
            }
        });
        return new Permissions(rules);
    }

    static Map<String, Object> map(Object value) {
        return TextKeys.copy(value);
    }
}
