package dev.brine.states.system;

import dev.brine.engine.call.FunctionError;
import dev.brine.engine.data.TextKeys;
import dev.brine.states.state.Args;
import dev.brine.states.state.StateContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What has to change at an account that is there, so that it is as {@code user.present} describes it. */
final class AccountPlan {
    static final List<String> GECOS = List.of("fullname", "roomnumber", "workphone", "homephone", "other");

    private final StateContext context;
    private final String name;
    private final Args wish;
    private final Map<String, Object> now;
    private final Map<String, Object> changes = new LinkedHashMap<>();
    private final Map<String, Object> gids = new LinkedHashMap<>();
    private final Map<Object, String> groupNames = new LinkedHashMap<>();

    AccountPlan(StateContext context, String name, Args wish) {
        this.context = context;
        this.name = name;
        this.wish = wish;
        this.now = map(context.call("user.info", List.of(name), Map.of()));
    }

    static Map<String, Object> map(@Nullable Object value) {
        return TextKeys.copy(value);
    }

    boolean there() {
        return !now.isEmpty();
    }

    /**
     * By the words of Salt's comments, in the order in which it tells them.
     *
     * @param numbers whether its numbers may change, whatever the wish says of that
     * @throws FunctionError when its numbers would change and must not
     */
    Map<String, Object> changes(boolean numbers) {
        for (Object group : Args.list(context.call("group.getent", List.of(), Map.of()))) {
            Map<String, Object> facts = map(group);
            gids.put(Args.python(facts.get("name")), facts.get("gid"));
            groupNames.putIfAbsent(facts.get("gid"), Args.python(facts.get("name")));
        }
        numbers();
        groups();
        places();
        secrets();
        for (String field : GECOS) {
            Object value = wish.value(field);
            if (value != null && !value.equals(now.get(field))) {
                changes.put(field, value);
            }
        }
        if (!numbers) {
            refuseNumbers();
        }
        return changes;
    }

    private void refuseNumbers() {
        List<String> errors = new ArrayList<>();
        for (String number : List.of("uid", "gid")) {
            if (changes.containsKey(number) && !wish.flag("allow_" + number + "_change", false)) {
                errors.add("- Changing " + number + " (" + Args.python(now.get(number)) + " -> "
                        + Args.python(wish.value(number)) + ") not permitted, set allow_" + number
                        + "_change to True to force this change. Note that this will not change file ownership.");
            }
        }
        if (!errors.isEmpty()) {
            throw new FunctionError("Encountered error checking for needed changes. Additional info follows:\n\n"
                    + String.join("\n", errors));
        }
    }

    private void numbers() {
        Object uid = wish.value("uid");
        if (uid != null && Args.truth(uid) && !uid.equals(now.get("uid"))) {
            changes.put("uid", uid);
        }
        Object gid = gid();
        Object current = now.get("gid");
        if (gid != null && !gid.equals(current) && !Objects.equals(current, gids.get(Args.python(gid)))) {
            changes.put("gid", gid);
        }
    }

    private @Nullable Object gid() {
        return wish.flag("usergroup", false) && gids.containsKey(name) ? name : wish.value("gid");
    }

    private String nameOf(@Nullable Object gid) {
        return gid instanceof String text && gids.containsKey(text)
                ? text
                : groupNames.getOrDefault(gid, Args.python(gid));
    }

    private void groups() {
        Set<String> current = new LinkedHashSet<>();
        Args.list(now.get("groups")).forEach(group -> current.add(Args.python(group)));
        Set<String> wanted = new TreeSet<>();
        wish.list("groups").forEach(group -> wanted.add(Args.python(group)));
        wish.list("optional_groups").forEach(group -> wanted.add(Args.python(group)));
        boolean remove = wish.flag("remove_groups", true);
        if (!remove || (!wish.has("groups") && wish.list("optional_groups").isEmpty())) {
            wanted.addAll(current);
        }
        Object gid = gid();
        Set<String> same = new HashSet<>();
        String own = nameOf(gid == null ? now.get("gid") : gid);
        for (String each : alike(own, current)) {
            same.add(each);
            wanted.remove(each);
        }
        same.addAll(alike(nameOf(now.get("gid")), current));
        if (!wanted.contains(name)) {
            same.addAll(alike(name, current));
        }
        current.removeAll(same);
        if (differ(current, wanted, remove) && (!wanted.isEmpty() || remove)) {
            changes.put("groups", new ArrayList<Object>(wanted));
        }
    }

    /** A group, and those of the current groups that are the same by their number. */
    private Set<String> alike(String group, Set<String> current) {
        Set<String> alike = new LinkedHashSet<>(List.of(group));
        current.stream()
                .filter(each -> gids.containsKey(each) && gids.get(each).equals(gids.get(group)))
                .forEach(alike::add);
        return alike;
    }

    private boolean differ(Set<String> current, Set<String> wanted, boolean remove) {
        Set<String> open = new HashSet<>(wanted);
        open.removeAll(current);
        if (remove) {
            current.stream().filter(group -> !wanted.contains(group)).forEach(open::add);
        }
        Set<String> all = new HashSet<>(wanted);
        all.addAll(current);
        open.removeIf(group -> all.stream()
                .anyMatch(other -> !other.equals(group)
                        && gids.containsKey(group)
                        && gids.get(group).equals(gids.get(other))));
        return !open.isEmpty();
    }

    private void places() {
        String home = wish.text("home");
        if (!home.isEmpty() && !home.equals(now.get("home"))) {
            changes.put("home", home);
        }
        if (wish.flag("createhome", true)) {
            String wanted = home.isEmpty() ? Args.python(now.get("home")) : home;
            if (!Files.isDirectory(Path.of(wanted))) {
                changes.put("homeDoesNotExist", wanted);
            }
        }
        String shell = wish.text("shell");
        if (!shell.isEmpty() && !shell.equals(now.get("shell"))) {
            changes.put("shell", shell);
        }
    }

    private void secrets() {
        Map<String, Object> shadow = map(context.call("shadow.info", List.of(name), Map.of()));
        String hash = Args.python(shadow.get("passwd"));
        boolean empty = wish.flag("empty_password", false);
        Object password = wish.value("password");
        if (Args.truth(password) && !empty && !hash.equals(password)) {
            boolean none = hash.equals(context.call("shadow.default_hash", List.of(), Map.of()));
            if (none || wish.flag("enforce_password", true)) {
                changes.put("passwd", password);
            }
        }
        if (empty && !hash.isEmpty()) {
            changes.put("empty_password", true);
        }
        aging("date", shadow.get("lstchg"));
        aging("mindays", shadow.get("min"));
        aging("maxdays", shadow.get("max"));
        aging("inactdays", shadow.get("inact"));
        aging("warndays", shadow.get("warn"));
        if (wish.flag("expire", false)) {
            aging("expire", shadow.get("expire"));
        }
        Object lock = wish.value("password_lock");
        if (lock != null && Args.truth(lock) != hash.startsWith("!")) {
            changes.put("password_lock", lock);
        }
    }

    private void aging(String word, @Nullable Object value) {
        Object wanted = wish.value(word);
        if (wanted != null && !wanted.equals(value)) {
            changes.put(word, wanted);
        }
    }
}
