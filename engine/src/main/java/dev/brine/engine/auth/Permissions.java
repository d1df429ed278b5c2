package dev.brine.engine.auth;

import dev.brine.engine.data.Glob;
import dev.brine.engine.data.Regex;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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
 * - 'web*':
 *   - cmd.run: {args: [uptime], kwargs: {cwd: /tmp}}      with arguments that match
 * - '@runner'                  all runner functions
 * - '@wheel': ['key.*']        these wheel functions
 * - '@jobs': [list_jobs]       these functions of the runner (or wheel) module jobs
 * </pre>
 *
 * Stricter than Salt: every function of a compound call must be allowed on every minion it would reach. Immutable.
 */
public final class Permissions {
    private final List<Object> rules;

    public Permissions(List<Object> rules) {
        this.rules = List.copyOf(rules);
    }

    /** Whether every one of {@code functions} may run on every one of {@code minions}, whatever its arguments are. */
    public boolean allows(List<String> functions, List<String> minions) {
        return allows(functions, List.of(), minions);
    }

    /**
     * Whether every one of {@code functions} may run on every one of {@code minions}.
     *
     * @param args arguments as on the wire; for several functions one list for each
     */
    public boolean allows(List<String> functions, List<Object> args, List<String> minions) {
        for (int i = 0; i < functions.size(); i++) {
            String fun = functions.get(i);
            Object own = functions.size() == 1 ? args : i < args.size() ? args.get(i) : List.of();
            Arguments given = Arguments.ofWire(own instanceof List<?> list ? list : List.of());
            // nobody to reach is no leave for a function that is allowed nowhere, or on others only
            List<String> reached = minions.isEmpty() ? List.of("") : minions;
            if (!reached.stream().allMatch(id -> allows(fun, given, id))) {
                return false;
            }
        }
        return !functions.isEmpty();
    }

    private boolean allows(String fun, Arguments given, String id) {
        for (Object rule : rules) {
            if (rule instanceof String pattern && !pattern.startsWith("@") && matches(List.of(pattern), fun)) {
                return true;
            }
            if (rule instanceof Map<?, ?> byTarget) {
                for (Map.Entry<?, ?> entry : byTarget.entrySet()) {
                    String target = String.valueOf(entry.getKey());
                    if (!target.startsWith("@") && Glob.of(target).test(id) && function(entry.getValue(), fun, given)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /**
     * Whether a function on the master itself may run.
     *
     * <p>Salt 3006: {@code @runner} and {@code @runners} mean the family, {@code @jobs} the module of that name in any family.
     *
     * @param family "runner" or "wheel"
     */
    public boolean allowsOnMaster(String family, String fun, List<?> args, Map<String, Object> kwargs) {
        int dot = fun.indexOf('.');
        String module = dot < 0 ? fun : fun.substring(0, dot);
        Arguments given = new Arguments(args, kwargs);
        for (Object rule : rules) {
            if (rule instanceof String name && (ofFamily(name, family) || name.equals("@" + module))) {
                return true;
            }
            if (rule instanceof Map<?, ?> map && map.size() == 1) {
                String name = String.valueOf(map.keySet().iterator().next());
                Object conditions = map.values().iterator().next();
                if (ofFamily(name, family) && function(conditions, fun, given)) {
                    return true;
                }
                if (name.equals("@" + module) && function(conditions, fun.substring(dot + 1), given)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean ofFamily(String name, String family) {
        return name.equals("@" + family) || name.equals("@" + family + "s");
    }

    /** The conditions are patterns of names, or maps of a pattern to what the arguments must be. */
    private static boolean function(@Nullable Object conditions, String fun, Arguments given) {
        for (Object condition : conditions == null ? List.of() : list(conditions)) {
            if (condition instanceof Map<?, ?> map) {
                if (map.size() == 1
                        && matches(strings(map.keySet().iterator().next()), fun)
                        && given.meet(map.values().iterator().next())) {
                    return true;
                }
            } else if (matches(strings(condition), fun)) {
                return true;
            }
        }
        return false;
    }

    /** What a function is called with. */
    private record Arguments(List<?> args, Map<?, ?> kwargs) {

        static Arguments ofWire(List<?> wire) {
            List<Object> args = new ArrayList<>();
            Map<Object, Object> kwargs = new LinkedHashMap<>();
            for (Object each : wire) {
                if (each instanceof Map<?, ?> map && Boolean.TRUE.equals(map.get("__kwarg__"))) {
                    kwargs.putAll(map);
                } else {
                    args.add(each);
                }
            }
            return new Arguments(args, kwargs);
        }

        /** Salt 3006: {@code {args: [patterns], kwargs: {name: pattern}}} or a list of such; a pattern of None is any value. */
        boolean meet(@Nullable Object conditions) {
            return conditions != null && list(conditions).stream().anyMatch(this::meetsOne);
        }

        private boolean meetsOne(Object condition) {
            if (!(condition instanceof Map<?, ?> map)) {
                return false;
            }
            Object positions = map.get("args");
            List<?> wanted = positions == null ? List.of() : list(positions);
            for (int i = 0; i < wanted.size(); i++) {
                if (i >= args.size() || !fits(wanted.get(i), args.get(i))) {
                    return false;
                }
            }
            Map<?, ?> named = map.get("kwargs") instanceof Map<?, ?> names ? names : Map.of();
            return named.entrySet().stream()
                    .allMatch(e -> kwargs.containsKey(e.getKey()) && fits(e.getValue(), kwargs.get(e.getKey())));
        }

        private static boolean fits(@Nullable Object pattern, @Nullable Object value) {
            return pattern == null || matches(List.of(pattern.toString()), String.valueOf(value));
        }
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
