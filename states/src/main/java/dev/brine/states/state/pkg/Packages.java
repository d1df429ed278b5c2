package dev.brine.states.state.pkg;

import dev.brine.engine.call.FunctionError;
import dev.brine.engine.data.Glob;
import dev.brine.engine.data.TextKeys;
import dev.brine.states.state.Args;
import dev.brine.states.state.StateContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The execution module {@code pkg} as the states use it, and how they read wishes for versions. */
final class Packages {
    private static final Pattern CONDITION = Pattern.compile("^(<=>|!=|>=|<=|>>|<<|<>|==|>|<|=)?\\s?([^<>=]+)$");

    private final StateContext context;

    Packages(StateContext context) {
        this.context = context;
    }

    /** Installed packages with all their versions. */
    Map<String, List<Object>> installed() {
        return list(Map.of("versions_as_list", true));
    }

    /** Packages that are removed and left their configuration. */
    Map<String, List<Object>> removed() {
        return list(Map.of("versions_as_list", true, "removed", true));
    }

    Map<String, List<Object>> purgeDesired() {
        return list(Map.of("versions_as_list", true, "purge_desired", true));
    }

    private Map<String, List<Object>> list(Map<String, Object> options) {
        Map<String, List<Object>> packages = new LinkedHashMap<>();
        map(context.call("pkg.list_pkgs", List.of(), options))
                .forEach((name, versions) -> packages.put(name, Args.list(versions)));
        return packages;
    }

    static Map<String, Object> map(@Nullable Object value) {
        return TextKeys.copy(value);
    }

    /** Names, and maps from name to version, as one map with the names that the tool uses. */
    Map<String, @Nullable String> packed(List<?> items, boolean normalize) {
        Map<String, @Nullable String> packed = new LinkedHashMap<>();
        for (Object item : items) {
            if (item instanceof Map<?, ?> map) {
                map.forEach((name, version) ->
                        packed.put(name(Args.python(name), normalize), version == null ? null : Args.python(version)));
            } else {
                packed.put(name(Args.python(item), normalize), null);
            }
        }
        if (packed.size() != items.size()) {
            throw new FunctionError("You are passing a list of packages that contains duplicated packages names: "
                    + Args.python(items)
                    + ". This cannot be processed. In case you are targeting different versions of the same package,"
                    + " please target them individually");
        }
        return packed;
    }

    private String name(String name, boolean normalize) {
        return normalize && context.has("pkg.normalize_name")
                ? Args.python(context.call("pkg.normalize_name", List.of(name), Map.of()))
                : name;
    }

    /** One condition of a version: a comparison and a version. */
    record Condition(String comparison, String version) {}

    /** {@code >=1.2,<2} as conditions; a version alone must be equal. */
    static List<Condition> conditions(String text) {
        List<Condition> conditions = new ArrayList<>();
        if (text.isBlank()) {
            return conditions;
        }
        for (String part : text.strip().split(",")) {
            Matcher m = CONDITION.matcher(part.strip());
            boolean plain = !m.matches() || m.group(1) == null || m.group(1).equals("=");
            conditions.add(new Condition(plain ? "==" : m.group(1), m.matches() ? m.group(2) : part.strip()));
        }
        return conditions;
    }

    /** Whether one of the versions fulfils all conditions. */
    boolean fulfilled(List<Object> versions, String wish, @Nullable Object ignoreEpoch, boolean allowUpdates) {
        List<Condition> conditions = conditions(wish);
        boolean newer = allowUpdates && conditions.size() == 1;
        return versions.stream()
                .map(String::valueOf)
                .anyMatch(version -> conditions.stream()
                        .allMatch(condition -> fulfils(
                                version,
                                newer && condition.comparison().equals("==")
                                        ? new Condition(">=", condition.version())
                                        : condition,
                                ignoreEpoch)));
    }

    private boolean fulfils(String version, Condition condition, @Nullable Object ignoreEpoch) {
        String comparison = condition.comparison();
        if (comparison.equals("==") && Glob.of(condition.version()).test(version)) {
            return true;
        }
        // Salt 3006: an epoch counts in a comparison of order, or where the wish has one
        boolean ignore = ignoreEpoch != null
                ? Args.truth(ignoreEpoch)
                : !comparison.contains("<")
                        && !comparison.contains(">")
                        && !condition.version().contains(":");
        Object order =
                context.call("pkg.version_cmp", List.of(version, condition.version()), Map.of("ignore_epoch", ignore));
        long compared = order instanceof Number number ? number.longValue() : 0;
        return switch (comparison) {
            case "<", "<<" -> compared < 0;
            case "<=" -> compared <= 0;
            case ">", ">>" -> compared > 0;
            case ">=" -> compared >= 0;
            case "!=", "<>" -> compared != 0;
            default -> compared == 0;
        };
    }

    /** How a wanted package is named in comments: {@code vim=2:9.0}. */
    static String shown(String name, @Nullable String wish) {
        if (wish == null || wish.isEmpty()) {
            return name;
        }
        return name + (wish.matches("[<>=].*") ? "" : "=") + wish;
    }
}
