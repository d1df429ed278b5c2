package dev.brine.states.system;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Module;
import dev.brine.states.state.Args;
import dev.brine.states.state.Result;
import dev.brine.states.state.StateContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** {@code user}: accounts of the host. */
@Module("user")
public final class UserStates {
    private static final String REDACTED = "XXX-REDACTED-XXX";
    /** What {@code user.add} is given, if the state has it. */
    private static final List<String> NEW = List.of(
            "uid",
            "gid",
            "home",
            "shell",
            "unique",
            "system",
            "fullname",
            "roomnumber",
            "workphone",
            "homephone",
            "other",
            "createhome",
            "nologinit",
            "loginclass",
            "usergroup");

    /** What {@code shadow} sets: the state's word, the function, the field, and what comments call it. */
    private record Aging(String word, String function, String field, String called) {}

    private static final List<Aging> AGING = List.of(
            new Aging("date", "shadow.set_date", "lstchg", "last change date"),
            new Aging("mindays", "shadow.set_mindays", "min", "minimum days"),
            new Aging("maxdays", "shadow.set_maxdays", "max", "maximum days"),
            new Aging("inactdays", "shadow.set_inactdays", "inact", "inactive days"),
            new Aging("warndays", "shadow.set_warndays", "warn", "warn days"),
            new Aging("expire", "shadow.set_expire", "expire", "expire days"));

    private final StateContext context;

    public UserStates(StateContext context) {
        this.context = context;
    }

    @Fn(doc = """
            Make sure that an account is there as described.

            name: its name
            uid, gid: its numbers; gid may be a group's name
            allow_uid_change, allow_gid_change: whether the numbers of an account that is there may change
            usergroup: a group of the same name
            groups: its groups, which must be there
            optional_groups: its groups, if they are there
            remove_groups: False: leave it in further groups
            home, createhome: its home directory, and whether to make it
            password: the hash of its password; hash_password: the password is in clear and to be hashed
            enforce_password: False: leave a password alone that is there
            empty_password: it needs no password
            password_lock: whether its password is locked
            shell: its shell
            unique: False: the number need not be free
            system: an account for a service
            fullname, roomnumber, workphone, homephone, other: who it is
            date, mindays, maxdays, inactdays, warndays, expire: how long its password is good for
            nologinit: leave the log of log-ins alone
            """)
    public Map<String, Object> present(String name, @Arg(rest = true) Map<String, Object> kwargs) {
        Args wish = new Args(wish(name, kwargs));
        for (String field : List.of("fullname", "roomnumber", "workphone")) {
            if (wish.text(field).contains(",")) {
                return Result.failed(name, "Unsupported char ',' in " + wish.text(field));
            }
        }
        List<String> missing = names(wish.list("groups")).stream()
                .filter(group -> !group(group))
                .toList();
        if (!missing.isEmpty()) {
            return Result.failed(name, "The following group(s) are not present: " + String.join(",", missing));
        }
        List<Object> optional = new ArrayList<>(wish.list("optional_groups").stream()
                .filter(group -> group(Args.python(group)))
                .toList());
        wish.all().put("optional_groups", wish.list("optional_groups").isEmpty() ? null : optional);
        AccountPlan plan = new AccountPlan(context, name, wish);
        Map<String, Object> changes;
        try {
            if (!plan.there()) {
                return added(name, wish, optional);
            }
            changes = plan.changes(false);
        } catch (FunctionError e) {
            return Result.failed(name, String.valueOf(e.getMessage()));
        }
        if (changes.isEmpty()) {
            return Result.same(name, "User " + name + " is present and up to date");
        }
        return context.test() ? would(name, changes) : changed(name, wish, changes);
    }

    /** The arguments, with the password hashed and texts as texts. */
    private Map<String, Object> wish(String name, Map<String, Object> kwargs) {
        Map<String, Object> wish = new LinkedHashMap<>(kwargs);
        for (String field : AccountPlan.GECOS) {
            if (wish.get(field) != null) {
                wish.put(field, Args.python(wish.get(field)));
            }
        }
        if (Args.truth(wish.get("password")) && Args.truth(wish.remove("hash_password"))) {
            List<Object> password = List.of(Args.python(wish.get("password")));
            String[] now = Args.python(shadow(name).get("passwd")).split("\\$", 5);
            Map<String, String> algorithms = Map.of("1", "md5", "5", "sha256", "6", "sha512");
            Map<String, Object> options = new LinkedHashMap<>();
            if (now.length == 4 && algorithms.containsKey(now[1])) {
                options.put("crypt_salt", now[2]);
                options.put("algorithm", algorithms.get(now[1]));
            }
            wish.put("password", context.call("shadow.gen_password", password, options));
        }
        return wish;
    }

    private static List<String> names(List<Object> groups) {
        return groups.stream().map(Args::python).toList();
    }

    private boolean group(String name) {
        return Args.truth(context.call("group.info", List.of(name), Map.of()));
    }

    private Map<String, Object> shadow(String name) {
        return AccountPlan.map(context.call("shadow.info", List.of(name), Map.of()));
    }

    private static Map<String, Object> would(String name, Map<String, Object> changes) {
        StringBuilder comment = new StringBuilder("The following user attributes are set to be changed:\n");
        changes.forEach((key, value) -> comment.append(key)
                .append(": ")
                .append(key.equals("passwd") ? REDACTED : Args.python(value))
                .append('\n'));
        return Result.would(name, Map.of(), comment.toString());
    }

    private Map<String, Object> changed(String name, Args wish, Map<String, Object> changes) {
        Map<String, Object> shadowBefore = shadow(name);
        Map<String, Object> before = AccountPlan.map(context.call("user.info", List.of(name), Map.of()));
        secret(name, wish, changes);
        home(name, changes, before);
        for (Aging aging : AGING) {
            if (changes.remove(aging.word) != null) {
                act(aging.function, name, wish.value(aging.word));
            }
        }
        for (String key : List.copyOf(changes.keySet())) {
            if (!key.equals("groups") && context.has("user.ch" + key)) {
                act("user.ch" + key, name, changes.remove(key));
            }
        }
        Object groups = changes.get("groups");
        if (groups != null) {
            context.call("user.chgroups", List.of(name, groups, !wish.flag("remove_groups", true)), Map.of());
        }
        Map<String, Object> done = new LinkedHashMap<>();
        AccountPlan.map(context.call("user.info", List.of(name), Map.of())).forEach((key, value) -> {
            if (!value.equals(before.get(key))) {
                done.put(key, value);
            }
        });
        if (!wish.text("password").equals(shadowBefore.get("passwd")) || !wish.has("password")) {
            shadow(name).forEach((key, value) -> {
                if (!value.equals(shadowBefore.get(key))) {
                    done.put(key, key.equals("passwd") ? REDACTED : value);
                }
            });
        }
        Map<String, Object> left = new AccountPlan(context, name, wish).changes(true);
        if (!left.isEmpty()) {
            return Result.of(name, false, done, "These values could not be changed: " + Args.python(left));
        }
        return Result.changed(
                name, done, done.isEmpty() ? "User " + name + " is present and up to date" : "Updated user " + name);
    }

    private void act(String function, String name, @Nullable Object value) {
        context.call(function, new ArrayList<>(Arrays.asList(name, value)), Map.of());
    }

    private void secret(String name, Args wish, Map<String, Object> changes) {
        if (changes.remove("passwd") != null && !wish.flag("empty_password", false)) {
            act("shadow.set_password", name, wish.value("password"));
        }
        if (changes.remove("empty_password") != null) {
            context.call("shadow.del_password", List.of(name), Map.of());
        }
        Object lock = changes.remove("password_lock");
        if (lock != null) {
            context.call(Args.truth(lock) ? "shadow.lock_password" : "shadow.unlock_password", List.of(name), Map.of());
        }
    }

    private void home(String name, Map<String, Object> changes, Map<String, Object> before) {
        Object home = changes.remove("home");
        Object missing = changes.remove("homeDoesNotExist");
        if (home != null || missing != null) {
            Object wanted = missing == null ? home : missing;
            context.call("user.chhome", List.of(name, wanted), Map.of("persist", false));
        }
        if (missing != null && !Files.isDirectory(Path.of(missing.toString()))) {
            context.call("file.mkdir", List.of(missing, before.get("uid"), before.get("gid"), "0755"), Map.of());
        }
    }

    private Map<String, Object> added(String name, Args wish, List<Object> optional) {
        if (context.test()) {
            return Result.would(name, Map.of(), "User " + name + " set to be added");
        }
        Map<String, Object> options = new LinkedHashMap<>();
        NEW.stream().filter(wish.all()::containsKey).forEach(key -> options.put(key, wish.value(key)));
        List<Object> groups = wish.list("groups");
        groups.addAll(optional);
        options.put("groups", groups.isEmpty() ? null : groups);
        Object added = context.call("user.add", List.of(name), options);
        if (!Boolean.TRUE.equals(added)) {
            return Result.failed(name, added instanceof String text ? text : "Failed to create new user " + name);
        }
        Map<String, Object> changes = AccountPlan.map(context.call("user.info", List.of(name), Map.of()));
        Map<String, Object> result = Result.changed(name, changes, "New user " + name + " created");
        changes = AccountPlan.map(result.get("changes"));
        result.put("changes", changes);
        if (!wish.flag("createhome", true)) {
            changes.put("home", "");
        }
        password(name, wish, result, changes);
        for (Aging aging : AGING) {
            Object value = wish.value(aging.word);
            if (value == null || (!aging.word.equals("date") && !Args.truth(value))) {
                continue;
            }
            act(aging.function, name, value);
            if (!value.equals(shadow(name).get(aging.field))) {
                result.put("result", false);
                result.put(
                        "comment",
                        "User " + name + " created but failed to set " + aging.called + " to " + Args.python(value));
            }
            changes.put(aging.word, value);
        }
        return result;
    }

    private void password(String name, Args wish, Map<String, Object> result, Map<String, Object> changes) {
        boolean empty = wish.flag("empty_password", false);
        if (Args.truth(wish.value("password")) == empty) {
            return;
        }
        if (empty) {
            context.call("shadow.del_password", List.of(name), Map.of());
        } else {
            act("shadow.set_password", name, wish.value("password"));
        }
        if (!Args.python(shadow(name).get("passwd")).equals(empty ? "" : wish.text("password"))) {
            result.put("result", false);
            result.put(
                    "comment",
                    "User " + name + " created but failed to "
                            + (empty ? "empty password" : "set password to " + REDACTED));
        }
        changes.put("password", empty ? "" : REDACTED);
    }

    @Fn(doc = """
            Make sure that an account is not there.

            name: its name
            purge: remove its home directory, too
            force: also when somebody is logged in
            """)
    public Map<String, Object> absent(
            String name, @Arg(dflt = "False") boolean purge, @Arg(dflt = "False") boolean force) {
        Map<String, Object> account = AccountPlan.map(context.call("user.info", List.of(name), Map.of()));
        if (account.isEmpty()) {
            return Result.same(name, "User " + name + " is not present");
        }
        if (context.test()) {
            return Result.would(name, Map.of(), "User " + name + " set for removal");
        }
        Set<String> groups = new TreeSet<>(names(Args.list(account.get("groups"))));
        if (!Args.truth(context.call("user.delete", List.of(name, purge, force), Map.of()))) {
            return Result.failed(name, "Failed to remove user " + name);
        }
        Map<String, Object> changes = new LinkedHashMap<>();
        groups.stream().filter(group -> !group(group)).forEach(group -> changes.put(group + " group", "removed"));
        changes.put(name, "removed");
        return Result.changed(name, changes, "Removed user " + name);
    }
}
