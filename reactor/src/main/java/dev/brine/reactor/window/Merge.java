package dev.brine.reactor.window;

import dev.brine.reactor.reaction.Reaction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes one call of calls that are equal but for the one minion they name.
 *
 * <p>Only jobs are merged, and of these only those whose target is exactly the minion of their event and that ask for no job id of
 * their own. Equal calls of one event stay apart, since their author asked for both; those of two events of one minion become
 * one, which names it once.
 */
public final class Merge {
    private Merge() {}

    /**
     * A gathered call.
     *
     * @param what anything, to be told apart afterwards
     * @param event number of its event
     * @param minion whose event it was; empty when it was nobody's
     */
    public record Item<T>(T what, long event, String minion, Reaction call) {}

    /** One call for some items; their own when it is only one. */
    public record Merged<T>(List<T> members, Reaction call) {}

    /** What is left of the items, in the order in which the first of each came. */
    public static <T> List<Merged<T>> of(List<Item<T>> items) {
        Map<Object, List<Item<T>>> groups = new LinkedHashMap<>();
        Map<Object, Integer> seen = new HashMap<>();
        for (Item<T> item : items) {
            Object group = new Object();
            if (item.call() instanceof Reaction.Local local && isFor(local, item.minion())) {
                Object call = sameCall(local);
                group = List.of(call, seen.merge(List.of(item.event(), call), 1, Integer::sum));
            }
            groups.computeIfAbsent(group, g -> new ArrayList<>()).add(item);
        }
        List<Merged<T>> merged = new ArrayList<>();
        for (List<Item<T>> group : groups.values()) {
            merged.add(new Merged<>(
                    group.stream().map(Item::what).toList(),
                    call(group.stream().map(Item::call).toList())));
        }
        return merged;
    }

    /** One call that names the minions of all; the call itself when they all name one. */
    public static Reaction call(List<Reaction> calls) {
        Reaction first = calls.get(0);
        Set<String> minions = new LinkedHashSet<>();
        for (Reaction call : calls) {
            if (call instanceof Reaction.Local local) {
                minions.add(
                        local.tgt() instanceof List<?> ids ? String.valueOf(ids.get(0)) : String.valueOf(local.tgt()));
            }
        }
        return first instanceof Reaction.Local local && minions.size() > 1
                ? new Reaction.Local(
                        new ArrayList<>(minions),
                        "list",
                        local.fun(),
                        local.arg(),
                        local.kwarg(),
                        local.ret(),
                        "",
                        local.options())
                : first;
    }

    private static boolean isFor(Reaction.Local local, String minion) {
        if (minion.isEmpty() || !local.jid().isEmpty()) {
            return false;
        }
        return switch (local.tgtType()) {
            case "glob" -> minion.equals(local.tgt()) && minion.chars().noneMatch(c -> "*?[".indexOf(c) >= 0);
            case "list" -> minion.equals(local.tgt()) || List.of(minion).equals(local.tgt());
            default -> false;
        };
    }

    /** Everything but the target. */
    private static Object sameCall(Reaction.Local local) {
        return new Reaction.Local("", "", local.fun(), local.arg(), local.kwarg(), local.ret(), "", local.options());
    }
}
