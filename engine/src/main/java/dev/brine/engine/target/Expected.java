package dev.brine.engine.target;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The minions that a master expects to answer.
 *
 * @param minions accepted ids that the target means, in order of name
 * @param missing ids that a list target names and that are not accepted
 */
public record Expected(List<String> minions, List<String> missing) {

    /** Matches {@code target} against all accepted ids. */
    public static Expected of(
            TargetCompiler compiler, Target target, Collection<String> accepted, Function<String, Facts> facts) {
        TargetMatcher matcher = compiler.compile(target);
        List<String> minions = new ArrayList<>();
        for (String id : new TreeSet<>(accepted)) {
            if (matcher.matches(facts.apply(id))) {
                minions.add(id);
            }
        }
        return new Expected(List.copyOf(minions), missing(target, accepted));
    }

    private static List<String> missing(Target target, Collection<String> accepted) {
        if (target.type() != TargetType.LIST) {
            return List.of();
        }
        List<String> named = target.tgt() instanceof List<?> items
                ? items.stream().map(String::valueOf).toList()
                : List.of(String.valueOf(target.tgt()).split(",")).stream()
                        .map(String::strip)
                        .toList();
        return named.stream().filter(id -> !accepted.contains(id)).toList();
    }
}
