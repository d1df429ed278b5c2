package dev.brine.engine.auth;

import dev.brine.engine.data.Glob;
import dev.brine.engine.data.Regex;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What somebody may do, as {@code publisher_acl} and {@code external_auth} write it.
 *
 * <pre>
 * - test.ping                  this function on all minions
 * - 'pkg.*'                    expressions and globs over the whole name
 * - 'web*': [state.apply]      these functions on minions that match
 * - '@runner'                  all runner functions
 * - '@wheel': ['key.*']        these wheel functions
 * </pre>
 *
 * Stricter than Salt: every function of a compound call must be allowed on every minion it would reach. Immutable.
 */
public final class Permissions {
    private final List<Object> rules;

    Permissions(List<Object> rules) {
        this.rules = List.copyOf(rules);
    }

    /** Whether every one of {@code functions} may run on every one of {@code minions}. */
    public boolean allows(List<String> functions, List<String> minions) {
        return !functions.isEmpty()
                && functions.stream().allMatch(fun -> minions.stream().allMatch(id -> allows(fun, id)));
    }

    private boolean allows(String fun, String id) {
        for (Object rule : rules) {
            if (rule instanceof String pattern && !pattern.startsWith("@") && matches(List.of(pattern), fun)) {
                return true;
            }
            if (rule instanceof Map<?, ?> byTarget) {
                for (Map.Entry<?, ?> entry : byTarget.entrySet()) {
                    String target = String.valueOf(entry.getKey());
                    if (!target.startsWith("@")
                            && Glob.of(target).test(id)
                            && matches(strings(entry.getValue()), fun)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** Whether a function on the master itself may run; {@code family} is "runner" or "wheel". */
    public boolean allowsOnMaster(String family, String fun) {
        String name = "@" + family;
        for (Object rule : rules) {
            if (name.equals(rule)) {
                return true;
            }
            if (rule instanceof Map<?, ?> map && map.containsKey(name) && matches(strings(map.get(name)), fun)) {
                return true;
            }
        }
        return false;
    }

    static boolean matches(List<String> patterns, String name) {
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

    static List<Object> list(Object value) {
        return value instanceof List<?> items ? new ArrayList<>(items) : List.of(value);
    }

    static List<String> strings(@Nullable Object value) {
        return value == null
                ? List.of()
                : list(value).stream().map(String::valueOf).toList();
    }
}
