package dev.brine.engine.auth;

import dev.brine.engine.config.RawConfig;
import dev.brine.engine.data.Glob;
import dev.brine.engine.data.Regex;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What local users who are not the master's own may publish: {@code publisher_acl} and {@code publisher_acl_blacklist}.
 *
 * <pre>
 * publisher_acl:
 *   ann: [test.ping, 'pkg.*']            these functions on all minions
 *   'ops-.*':
 *     - 'web*': [state.apply]            these functions on minions that match the glob
 * </pre>
 *
 * Salt 3006: acl/__init__.py, utils/minions.py. Functions and users are regular expressions over the whole name, users globs
 * too. Stricter than Salt: every function of a compound call must be allowed on every minion it would reach. Immutable.
 */
public final class PublisherAcl {
    private final Map<String, Object> allowed;
    private final List<String> barredUsers;
    private final List<String> barredFunctions;

    public PublisherAcl(RawConfig raw) {
        this.allowed = map(raw.value("publisher_acl").orElse(Map.of()));
        Map<String, Object> blacklist = map(raw.value("publisher_acl_blacklist").orElse(Map.of()));
        this.barredUsers = strings(blacklist.get("users"));
        this.barredFunctions = strings(blacklist.get("modules"));
    }

    /** Users that get a key file. */
    public Set<String> users() {
        return allowed.keySet();
    }

    /** Whether the blacklist bars this user, or one of the functions for everybody but root. */
    public boolean barred(String user, List<String> functions) {
        return matches(barredUsers, user) || functions.stream().anyMatch(fun -> matches(barredFunctions, fun));
    }

    /** Whether the user may run every one of {@code functions} on every one of {@code minions}. */
    public boolean allows(String user, List<String> functions, List<String> minions) {
        List<Object> rules = new ArrayList<>();
        allowed.forEach((who, what) -> {
            if (matches(List.of(who), user)) {
                rules.addAll(list(what));
            }
        });
        return !functions.isEmpty()
                && functions.stream().allMatch(fun -> minions.stream().allMatch(id -> allowed(rules, fun, id)));
    }

    private static boolean allowed(List<Object> rules, String fun, String id) {
        for (Object rule : rules) {
            if (rule instanceof String pattern && matches(List.of(pattern), fun)) {
                return true;
            }
            if (rule instanceof Map<?, ?> byTarget) {
                for (Map.Entry<?, ?> entry : byTarget.entrySet()) {
                    if (Glob.of(String.valueOf(entry.getKey())).test(id) && matches(strings(entry.getValue()), fun)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static boolean matches(List<String> patterns, String name) {
        return patterns.stream()
                .anyMatch(pattern -> pattern.equals(name) || Glob.of(pattern).test(name) || expression(pattern, name));
    }

    private static boolean expression(String pattern, String name) {
        try {
            return Regex.of(pattern).matchesWhole(name);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static List<Object> list(Object value) {
        return value instanceof List<?> items ? new ArrayList<>(items) : List.of(value);
    }

    private static List<String> strings(@org.jspecify.annotations.Nullable Object value) {
        if (value == null) {
            return List.of();
        }
        return list(value).stream().map(String::valueOf).toList();
    }

    private static Map<String, Object> map(Object value) {
        Map<String, Object> copy = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((k, v) -> copy.put(String.valueOf(k), v));
        }
        return copy;
    }
}
