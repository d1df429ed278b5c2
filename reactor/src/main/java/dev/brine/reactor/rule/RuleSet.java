package dev.brine.reactor.rule;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * All rules, arranged so that the rules of a tag are found without trying each.
 *
 * <p>Rules are kept by the literal text their pattern begins with. For a tag only as many look-ups are made as there are
 * different lengths of such texts, whatever the number of rules; tags that come again are answered from a bounded cache.
 */
public final class RuleSet {
    /** No rules. */
    public static final RuleSet EMPTY = new RuleSet(List.of());

    private static final int CACHED_TAGS = 10_000;

    private final List<Rule> rules;
    private final Map<String, List<Rule>> byPrefix = new HashMap<>();
    private final int[] lengths;
    private final Cache<String, List<Match>> recent =
            Caffeine.newBuilder().maximumSize(CACHED_TAGS).build();

    public RuleSet(List<Rule> rules) {
        this.rules = List.copyOf(rules);
        TreeSet<Integer> sizes = new TreeSet<>();
        for (Rule rule : rules) {
            String prefix = rule.pattern().prefix();
            byPrefix.computeIfAbsent(prefix, p -> new ArrayList<>()).add(rule);
            sizes.add(prefix.length());
        }
        this.lengths = sizes.stream().mapToInt(Integer::intValue).toArray();
    }

    /** A rule that matched, with the named groups of its regular expression. */
    public record Match(Rule rule, Map<String, String> groups) {}

    /** In order of the configuration. */
    public List<Rule> rules() {
        return rules;
    }

    /** The rules of a tag, in order of the configuration. */
    public List<Match> matching(String tag) {
        return recent.get(tag, this::find);
    }

    private List<Match> find(String tag) {
        List<Match> found = new ArrayList<>();
        for (int length : lengths) {
            if (length > tag.length()) {
                break;
            }
            for (Rule rule : byPrefix.getOrDefault(tag.substring(0, length), List.of())) {
                Optional<Map<String, String>> groups = rule.pattern().match(tag);
                groups.ifPresent(g -> found.add(new Match(rule, g)));
            }
        }
        found.sort(Comparator.comparingInt(m -> m.rule().index()));
        return List.copyOf(found);
    }
}
