package dev.brine.reactor.policy;

import dev.brine.engine.data.Glob;
import dev.brine.reactor.rule.Rule;
import dev.brine.reactor.rule.TagPattern;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One entry of {@code reactor_policy}.
 *
 * <p>It holds for the rules whose left side is the same text as {@code match}, or whose events its pattern matches; with {@code
 * sls}, only for those of their files that this glob means.
 *
 * @param name for people, and what is remembered is remembered under it: no two entries have the same
 * @param place {@code file:line}
 * @param match null for any tag
 * @param sls null for any file; the whole reference as the rule writes it, or its last part
 * @param parts what its keys say, at most one of each type
 */
public record Policy(
        String name,
        String place,
        @Nullable TagPattern match,
        @Nullable Glob sls,
        List<Part> parts) {
    public Policy {
        parts = List.copyOf(parts);
    }

    /** What it says by the key that {@code type} stands for. */
    public <P extends Part> Optional<P> part(Class<P> type) {
        return parts.stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    /** Whether it is about a file of a rule that answers an event. */
    public boolean holdsFor(Rule rule, String file, String tag) {
        return holdsFor(rule.pattern().text(), file, tag);
    }

    /** The same for a rule that is known by its left side. */
    public boolean holdsFor(String rule, String file, String tag) {
        return holdsFor(rule, tag)
                && (sls == null || sls.test(file) || sls.test(file.substring(file.lastIndexOf('/') + 1)));
    }

    /** Whether it is about a rule that answers an event, or about one of its files. */
    boolean holdsFor(String rule, String tag) {
        return match == null || match.text().equals(rule) || match.match(tag).isPresent();
    }

    /** Whether both are meant for the same rules and files, as far as their texts tell; they may meet in an event all the same. */
    public boolean overlaps(Policy other) {
        return (match == null || other.match == null || meets(match, other.match) || meets(other.match, match))
                && (sls == null || other.sls == null || sls.equals(other.sls));
    }

    private static boolean meets(TagPattern one, TagPattern other) {
        return one.text().equals(other.text()) || one.match(other.text()).isPresent();
    }

    /** Whether reactions are run: {@code mode}. */
    public Mode mode() {
        return part(Mode.class).orElse(Mode.ENFORCE);
    }
}
