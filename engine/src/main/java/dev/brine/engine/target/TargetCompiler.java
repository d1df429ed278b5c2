package dev.brine.engine.target;

import dev.brine.engine.data.Glob;
import dev.brine.engine.data.Regex;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Supplier;

/** Turns targets into matchers. Immutable; one for each set of nodegroups. */
public final class TargetCompiler {
    private final Map<String, Object> nodegroups;

    public TargetCompiler(Map<String, Object> nodegroups) {
        this.nodegroups = nodegroups;
    }

    /**
     * Compiles a target.
     *
     * @throws TargetException when the expression cannot be understood
     */
    public TargetMatcher compile(Target target) {
        switch (target.type()) {
            case LIST:
                return list(target.tgt());
            case COMPOUND:
                return new CompoundParser(this, nodegroups).parse(words(target.tgt()));
            case NODEGROUP:
                return nodegroup(text(target));
            default:
                return simple(target.type(), text(target), target.delimiter());
        }
    }

    /**
     * The same target without nodegroups, which only the master knows.
     *
     * <p>Salt 3006: client/__init__.py _prep_pub resolves them so that minions need not.
     *
     * @throws TargetException when there is no such group
     */
    public Target spelledOut(Target target) {
        List<String> words = List.of();
        if (target.type() == TargetType.NODEGROUP) {
            words = List.of("N@" + text(target));
        } else if (target.type() == TargetType.COMPOUND) {
            words = words(target.tgt());
        }
        if (words.stream().noneMatch(word -> word.startsWith("N@"))) {
            return target;
        }
        List<String> spelled = new CompoundParser(this, nodegroups).spelledOut(words);
        return new Target(String.join(" ", spelled), TargetType.COMPOUND, target.delimiter());
    }

    TargetMatcher simple(TargetType type, String tgt, String delimiter) {
        switch (type) {
            case GLOB:
                Glob glob = Glob.of(tgt);
                return facts -> glob.test(facts.id());
            case PCRE:
                Regex regex = regex(tgt);
                return facts -> regex.matchesStart(facts.id());
            case LIST:
                return list(tgt);
            case GRAIN:
                return in(Facts::grains, (value, pattern) -> Glob.of(pattern).test(value), tgt, delimiter);
            case GRAIN_PCRE:
                return pcre(Facts::grains, tgt, delimiter);
            case PILLAR:
                return in(Facts::pillar, (value, pattern) -> Glob.of(pattern).test(value), tgt, delimiter);
            case PILLAR_EXACT:
                return in(Facts::pillar, String::equals, tgt, delimiter);
            case PILLAR_PCRE:
                return pcre(Facts::pillar, tgt, delimiter);
            case IPCIDR:
                return Subnet.parse(tgt);
            case NODEGROUP:
                return nodegroup(tgt);
            case RANGE:
                throw new TargetException("range targets need a range server, which this master does not have");
            default:
                throw new TargetException(type.word() + " cannot stand inside a compound target");
        }
    }

    private TargetMatcher nodegroup(String name) {
        return new CompoundParser(this, nodegroups).parse(List.of("N@" + name));
    }

    private static TargetMatcher list(Object tgt) {
        Set<String> ids = new HashSet<>();
        if (tgt instanceof List<?> items) {
            items.forEach(item -> ids.add(String.valueOf(item)));
        } else {
            for (String id : String.valueOf(tgt).split(",")) {
                ids.add(id.strip());
            }
        }
        return facts -> ids.contains(facts.id());
    }

    private static TargetMatcher pcre(
            Function<Facts, Supplier<Optional<Map<String, Object>>>> part, String tgt, String delimiter) {
        // each cut of the expression has a pattern of its own, so they are compiled as they are met
        return in(
                part,
                (value, pattern) -> {
                    try {
                        return Regex.of(pattern).matchesStart(value);
                    } catch (IllegalArgumentException e) {
                        return false;
                    }
                },
                tgt,
                delimiter);
    }

    private static TargetMatcher in(
            Function<Facts, Supplier<Optional<Map<String, Object>>>> part,
            BiPredicate<String, String> compare,
            String tgt,
            String delimiter) {
        if (!tgt.contains(delimiter)) {
            throw new TargetException("'" + tgt + "' names no value: write it as key" + delimiter + "value, such as os"
                    + delimiter + "Debian");
        }
        SubdictMatch match = new SubdictMatch(compare);
        return facts -> part.apply(facts)
                .get()
                .map(data -> match.matches(data, tgt, delimiter))
                .orElse(true);
    }

    private static Regex regex(String expression) {
        try {
            return Regex.of(expression);
        } catch (IllegalArgumentException e) {
            throw new TargetException(String.valueOf(e.getMessage()));
        }
    }

    private static String text(Target target) {
        if (target.tgt() instanceof List<?> items) {
            throw new TargetException("a " + target.type().word() + " target is one text, found the list " + items);
        }
        return String.valueOf(target.tgt());
    }

    static List<String> words(Object tgt) {
        if (tgt instanceof List<?> items) {
            return items.stream().map(String::valueOf).toList();
        }
        return Arrays.stream(String.valueOf(tgt).trim().split("\\s+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
