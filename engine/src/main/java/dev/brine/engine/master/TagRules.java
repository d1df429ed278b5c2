package dev.brine.engine.master;

import dev.brine.engine.data.Glob;
import dev.brine.transport.wire.Jid;
import dev.brine.transport.wire.MinionId;
import dev.brine.transport.wire.TagGrammar;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * Which tags a minion may fire: those that are its own, and those nobody owns.
 *
 * <pre>
 * salt/minion/&lt;self&gt;/...             its own
 * salt/beacon/&lt;self&gt;/...             its own
 * salt/job/&lt;jid&gt;/prog/&lt;self&gt;/...     its own, when the job was for it
 * salt/state_result/&lt;self&gt;/...       its own
 * minion/refresh/&lt;self&gt;              its own
 * minion_start                       every minion's
 * salt/...                           the master's, unless minion_event_allow gives it away
 * key, syndic/..., minion/...,
 * &lt;jid&gt;..., __...                    the master's
 * anything else                      free: what operators' own reactors listen to
 * </pre>
 *
 * Stricter than Salt, which lets a minion fire nearly everything. Immutable; safe for many threads.
 */
final class TagRules {
    private static final int MAX_BEACON = 512;
    private static final Set<String> NEVER_GIVEN =
            Set.of("auth", "key", "run", "wheel", "cluster", "reactors", "presence", "cloud", "engines", "netapi");

    private final List<Grant> grants = new ArrayList<>();
    private final BiPredicate<String, MinionId> askedOf;

    private record Grant(Glob minions, Glob tags) {}

    /**
     * The rules.
     *
     * @param allow {@code minion_event_allow}: minion id glob to list of tag globs
     * @param askedOf whether the job with this id was for this minion
     */
    TagRules(Map<String, Object> allow, BiPredicate<String, MinionId> askedOf) {
        this.askedOf = askedOf;
        allow.forEach((minions, tags) -> {
            List<?> globs = tags instanceof List<?> list ? list : List.of(tags);
            globs.forEach(tag -> grants.add(new Grant(Glob.of(minions), Glob.of(String.valueOf(tag)))));
        });
    }

    boolean allows(MinionId minion, String tag) {
        if (tag.startsWith("salt/beacon/" + minion.value() + "/")) {
            return beacon(tag);
        }
        if (!TagGrammar.isValid(tag)) {
            return false;
        }
        List<String> parts = List.of(tag.split("/"));
        String first = parts.get(0).toLowerCase(Locale.ROOT);
        return switch (first) {
            case "salt" -> own(minion, parts) || given(minion, tag, parts);
            case "minion" -> parts.equals(List.of("minion", "refresh", minion.value()));
            case "key", "syndic" -> false;
            default -> !first.startsWith("__") && !Jid.isValid(first);
        };
    }

    /** Salt's beacons put a path behind their name ({@code .../inotify//etc/hosts}), or nothing ({@code .../load/}). */
    private static boolean beacon(String tag) {
        return tag.length() <= MAX_BEACON
                && !tag.contains("/../")
                && !tag.endsWith("/..")
                && tag.chars().allMatch(c -> c >= ' ' && c != 0x7f);
    }

    private boolean own(MinionId minion, List<String> parts) {
        if (parts.size() < 4 || !parts.get(0).equals("salt")) {
            return false;
        }
        String self = minion.value();
        return switch (parts.get(1)) {
            case "minion", "state_result" -> parts.get(2).equals(self);
            case "job" ->
                parts.size() > 4
                        && parts.get(3).equals("prog")
                        && parts.get(4).equals(self)
                        && Jid.isValid(parts.get(2))
                        && askedOf.test(parts.get(2), minion);
            default -> false;
        };
    }

    private boolean given(MinionId minion, String tag, List<String> parts) {
        if (parts.size() < 2 || NEVER_GIVEN.contains(parts.get(1).toLowerCase(Locale.ROOT))) {
            return false;
        }
        // what a minion says of itself or of a job stays its own, whatever the operator gives away
        if (Set.of("job", "minion", "beacon").contains(parts.get(1).toLowerCase(Locale.ROOT))) {
            return false;
        }
        return grants.stream().anyMatch(grant -> grant.minions.test(minion.value()) && grant.tags.test(tag));
    }
}
