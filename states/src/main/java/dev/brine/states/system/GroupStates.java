package dev.brine.states.system;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.Module;
import dev.brine.states.state.Args;
import dev.brine.states.state.Result;
import dev.brine.states.state.StateContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code group}: groups of the host. */
@Module("group")
public final class GroupStates {
    private final StateContext context;

    public GroupStates(StateContext context) {
        this.context = context;
    }

    /** What a group is to be; members null for "do not care". */
    private record Wish(
            @Nullable Object gid,
            List<Object> adding,
            List<Object> removing,
            @Nullable List<Object> members) {}

    @Fn(doc = """
            Make sure that a group is there as described.

            name: its name
            gid: its number
            system: a group for a service
            addusers, delusers: accounts that are to be in it, or not
            members: the accounts that are in it, and no others
            non_unique: the number need not be free
            """)
    public Map<String, Object> present(
            String name,
            @Arg(dflt = "None") @Nullable Object gid,
            @Arg(dflt = "False") boolean system,
            @Arg(dflt = "None") @Nullable List<Object> addusers,
            @Arg(dflt = "None") @Nullable List<Object> delusers,
            @Arg(dflt = "None") @Nullable List<Object> members,
            @Arg(dflt = "False") boolean nonUnique) {
        if (members != null && (addusers != null || delusers != null)) {
            return Result.would(
                    name,
                    Map.of(),
                    "Error: Conflicting options \"members\" with \"addusers\" and/or \"delusers\" can not be used"
                            + " together. ");
        }
        Wish wish = new Wish(gid, Args.list(addusers), Args.list(delusers), members);
        if (!Collections.disjoint(wish.adding, wish.removing)) {
            return Result.would(name, Map.of(), "Error. Same user(s) can not be added and deleted simultaneously");
        }
        Map<String, Object> group = info(name);
        if (group.isEmpty()) {
            return added(name, wish, system, nonUnique);
        }
        Map<String, Object> changes = changes(group, wish);
        if (changes.isEmpty()) {
            return Result.same(name, "Group " + name + " is present and up to date");
        }
        String comment = "The following group attributes are set to be changed:\n"
                + changes.entrySet().stream()
                        .map(change -> change.getKey() + ": " + shown(change.getValue()) + "\n")
                        .collect(Collectors.joining());
        return context.test()
                ? Result.would(name, Map.of(), comment)
                : changed(name, wish, nonUnique, changes, comment);
    }

    private static String shown(Object value) {
        if (value instanceof Set<?> names) {
            return "{"
                    + names.stream()
                            .map(each -> Args.python(List.of(each)).replaceAll("^\\[|]$", ""))
                            .collect(Collectors.joining(", "))
                    + "}";
        }
        return Args.python(value);
    }

    private Map<String, Object> info(String name) {
        return AccountPlan.map(context.call("group.info", List.of(name), Map.of()));
    }

    private static Map<String, Object> changes(Map<String, Object> group, Wish wish) {
        Map<String, Object> changes = new LinkedHashMap<>();
        Set<Object> now = new LinkedHashSet<>(Args.list(group.get("members")));
        if (Args.truth(wish.gid)) {
            Long gid = Args.python(wish.gid).matches("[0-9]+") ? Long.valueOf(Args.python(wish.gid)) : null;
            if (gid == null) {
                // Salt 3006: no number is told of as if it were a change
                changes.put("result", false);
                changes.put("comment", "Invalid gid");
                return changes;
            }
            if (!gid.equals(group.get("gid"))) {
                changes.put("gid", gid);
            }
        }
        List<Object> members = wish.members;
        if (members != null && !now.equals(new HashSet<>(members))) {
            changes.put(members.isEmpty() ? "delusers" : "members", members.isEmpty() ? now : members);
        }
        note(
                changes,
                "addusers",
                wish.adding.stream().filter(user -> !now.contains(user)).toList());
        note(changes, "delusers", wish.removing.stream().filter(now::contains).toList());
        return changes;
    }

    private static void note(Map<String, Object> changes, String key, List<Object> users) {
        if (!users.isEmpty()) {
            changes.put(key, new ArrayList<>(users));
        }
    }

    private Map<String, Object> changed(
            String name, Wish wish, boolean nonUnique, Map<String, Object> changes, String comment) {
        changes.forEach((key, value) -> {
            switch (key) {
                case "gid" -> context.call("group.chgid", List.of(name, value), Map.of("non_unique", nonUnique));
                case "members" -> members(name, Args.list(value));
                case "addusers" -> each("group.adduser", name, value);
                case "delusers" -> each("group.deluser", name, value);
                default -> {
                    return;
                }
            }
        });
        Map<String, Object> left = changes(info(name), wish);
        return left.isEmpty()
                ? Result.changed(name, Map.of("Final", "All changes applied successfully"), comment)
                : Result.of(name, false, Map.of("Failed", left), comment + "Some changes could not be applied");
    }

    private void each(String function, String name, Object users) {
        for (Object user : users instanceof Set<?> set ? set : Args.list(users)) {
            context.call(function, List.of(name, user), Map.of());
        }
    }

    private void members(String name, List<Object> users) {
        context.call(
                "group.members",
                List.of(name, users.stream().map(Args::python).collect(Collectors.joining(","))),
                Map.of());
    }

    private Map<String, Object> added(String name, Wish wish, boolean system, boolean nonUnique) {
        if (context.test()) {
            return Result.would(name, Map.of(), "Group " + name + " set to be added");
        }
        if (wish.gid != null && !nonUnique) {
            for (Object each : Args.list(context.call("group.getent", List.of(), Map.of()))) {
                Map<String, Object> other = AccountPlan.map(each);
                if (wish.gid.equals(other.get("gid"))) {
                    return Result.failed(
                            name,
                            "Group " + name + " is not present but gid " + Args.python(wish.gid)
                                    + " is already taken by group " + Args.python(other.get("name")));
                }
            }
        }
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("gid", wish.gid);
        options.put("system", system);
        options.put("non_unique", nonUnique);
        if (!Args.truth(context.call("group.add", List.of(name), options))) {
            return Result.failed(name, "Failed to create new group " + name);
        }
        List<Object> users = wish.adding.isEmpty() && wish.members != null ? wish.members : wish.adding;
        if (!users.isEmpty()) {
            members(name, users);
        }
        Map<String, Object> group = info(name);
        Map<String, Object> left = changes(group, wish);
        return left.isEmpty()
                ? Result.changed(name, group, "New group " + name + " created")
                : Result.of(
                        name,
                        false,
                        Map.of("Failed", left),
                        "Group " + name + " has been created but, some changes could not be applied");
    }

    @Fn(doc = """
            Make sure that a group is not there.

            name: its name
            """)
    public Map<String, Object> absent(String name) {
        if (info(name).isEmpty()) {
            return Result.same(name, "Group not present");
        }
        if (context.test()) {
            return Result.would(name, Map.of(), "Group " + name + " is set for removal");
        }
        return Args.truth(context.call("group.delete", List.of(name), Map.of()))
                ? Result.changed(name, Map.of(name, ""), "Removed group " + name)
                : Result.failed(name, "Failed to remove group " + name);
    }
}
