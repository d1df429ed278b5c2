package dev.brine.states.system;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Module;
import dev.brine.states.state.Args;
import dev.brine.states.state.FileStates;
import dev.brine.states.state.Result;
import dev.brine.states.state.StateContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code cron}: jobs and variables in crontabs of accounts, or whole crontabs. */
@Module("cron")
public final class CronStates {
    private static final List<String> TIMES = List.of("minute", "hour", "daymonth", "month", "dayweek");

    private final StateContext context;

    public CronStates(StateContext context) {
        this.context = context;
    }

    @Fn(doc = """
            Make sure that an account's crontab has a job.

            name: the command
            user: the account
            minute, hour, daymonth, month, dayweek: when; random chooses a time once
            comment: text above it
            commented: switched off
            identifier: what to find the job by when its command changes; the command by default
            special: @daily, @reboot, ... instead of times
            """)
    public Map<String, Object> present(
            String name,
            @Arg(dflt = "'root'") String user,
            @Arg(dflt = "'*'") @Nullable Object minute,
            @Arg(dflt = "'*'") @Nullable Object hour,
            @Arg(dflt = "'*'") @Nullable Object daymonth,
            @Arg(dflt = "'*'") @Nullable Object month,
            @Arg(dflt = "'*'") @Nullable Object dayweek,
            @Arg(dflt = "None") @Nullable String comment,
            @Arg(dflt = "False") boolean commented,
            @Arg(dflt = "False") @Nullable Object identifier,
            @Arg(dflt = "None") @Nullable String special) {
        String cmd = name.strip();
        Map<String, Object> job = new LinkedHashMap<>();
        job.put("minute", minute);
        job.put("hour", hour);
        job.put("daymonth", daymonth);
        job.put("month", month);
        job.put("dayweek", dayweek);
        job.put("comment", comment);
        job.put("commented", commented);
        job.put("identifier", Boolean.FALSE.equals(identifier) ? cmd : identifier);
        if (special != null) {
            TIMES.forEach(job::remove);
            job.put("special", special);
        }
        if (context.test()) {
            return would(cmd, "Cron " + cmd, status(user, cmd, job));
        }
        job.put("user", user);
        job.put("cmd", cmd);
        Object done = context.call(special == null ? "cron.set_job" : "cron.set_special", List.of(), job);
        return set(cmd, "Cron " + cmd, user, String.valueOf(done));
    }

    private static Map<String, Object> would(String name, String what, String status) {
        return switch (status) {
            case "present" -> Result.same(name, what + " already present");
            case "absent" -> Result.would(name, Map.of(), what + " is set to be added");
            default -> Result.would(name, Map.of(), what + " is set to be updated");
        };
    }

    private static Map<String, Object> set(String name, String what, String user, String done) {
        return switch (done) {
            case "present" -> Result.same(name, what + " already present");
            case "new" -> Result.changed(name, Map.of(user, name), what + " added to " + user + "'s crontab");
            case "updated" -> Result.changed(name, Map.of(user, name), what + " updated");
            default -> Result.failed(name, what + " for user " + user + " failed to commit with error \n" + done);
        };
    }

    /** What is with a job: present, absent, or update. */
    private String status(String user, String cmd, Map<String, Object> wish) {
        boolean special = wish.get("special") != null;
        for (Object each : Args.list(tab(user).get(special ? "special" : "crons"))) {
            if (each instanceof Map<?, ?> job && matches(job, cmd, wish.get("identifier"))) {
                return changes(job, cmd, wish, special) ? "update" : "present";
            }
        }
        return "absent";
    }

    private Map<?, ?> tab(String user) {
        return context.call("cron.list_tab", List.of(user), Map.of()) instanceof Map<?, ?> tab ? tab : Map.of();
    }

    /** Salt 3006: a job without identifier is found by its command, any other by its identifier only. */
    private static boolean matches(Map<?, ?> job, String cmd, @Nullable Object identifier) {
        return Args.truth(job.get("identifier"))
                ? Args.python(job.get("identifier")).equals(Args.truth(identifier) ? Args.python(identifier) : "")
                : cmd.equals(job.get("cmd"));
    }

    private static boolean changes(Map<?, ?> job, String cmd, Map<String, Object> wish, boolean special) {
        boolean time = special
                ? differs(job.get("spec"), wish.get("special"))
                : TIMES.stream().anyMatch(part -> differs(job.get(part), lower(wish.get(part))));
        return time
                || differs(job.get("identifier"), text(wish.get("identifier")))
                || differs(job.get("cmd"), cmd)
                || differs(job.get("comment"), wish.get("comment"))
                || differs(job.get("commented"), wish.get("commented"));
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : Args.python(value);
    }

    private static @Nullable String lower(@Nullable Object value) {
        return value == null ? null : Args.python(value).toLowerCase(Locale.ROOT);
    }

    /** Whether a part has to change; {@code random} is content with anything but a star. */
    private static boolean differs(@Nullable Object now, @Nullable Object wish) {
        if (Objects.equals(now, wish)) {
            return false;
        }
        return "random".equals(wish) ? "*".equals(now) : wish != null;
    }

    @Fn(doc = """
            Make sure that an account's crontab does not have a job.

            name: the command
            user: the account
            identifier: what to find the job by; the command by default
            special: its time, for a job with @daily, @reboot, ...
            """)
    public Map<String, Object> absent(
            String name,
            @Arg(dflt = "'root'") String user,
            @Arg(dflt = "False") @Nullable Object identifier,
            @Arg(dflt = "None") @Nullable String special,
            @Arg(rest = true) Map<String, Object> kwargs) {
        String cmd = name.strip();
        Object id = Boolean.FALSE.equals(identifier) ? cmd : identifier;
        if (context.test()) {
            Map<String, Object> wish = new LinkedHashMap<>();
            wish.put("identifier", id);
            // Salt 3006: looks among the jobs with times only
            return wouldRemove(cmd, "Cron " + cmd, status(user, cmd, wish));
        }
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("identifier", id);
        if (special != null) {
            options.put("special", special);
        }
        Object done = context.call(special == null ? "cron.rm_job" : "cron.rm_special", List.of(user, cmd), options);
        return removed(cmd, "Cron " + cmd, user, String.valueOf(done));
    }

    private static Map<String, Object> wouldRemove(String name, String what, String status) {
        return status.equals("absent")
                ? Result.same(name, what + " is absent")
                : Result.would(name, Map.of(), what + " is set to be removed");
    }

    private static Map<String, Object> removed(String name, String what, String user, String done) {
        return switch (done) {
            case "absent" -> Result.same(name, what + " already absent");
            case "removed" -> Result.changed(name, Map.of(user, name), what + " removed from " + user + "'s crontab");
            default -> Result.failed(name, what + " for user " + user + " failed to commit with error " + done);
        };
    }

    @Fn(doc = """
            Make sure that an account's crontab has a variable.

            name: the variable
            value: its value
            user: the account
            """)
    public Map<String, Object> envPresent(
            String name, @Arg(dflt = "None") @Nullable Object value, @Arg(dflt = "'root'") String user) {
        if (context.test()) {
            return would(name, "Cron env " + name, variable(user, name, value == null ? "" : value));
        }
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("value", value);
        Object done = context.call("cron.set_env", List.of(user, name), options);
        return set(name, "Cron env " + name, user, String.valueOf(done));
    }

    private String variable(String user, String name, Object value) {
        for (Object each : Args.list(tab(user).get("env"))) {
            if (each instanceof Map<?, ?> variable && name.equals(variable.get("name"))) {
                return value.equals(variable.get("value")) ? "present" : "update";
            }
        }
        return "absent";
    }

    @Fn(doc = """
            Make sure that an account's crontab does not have a variable.

            name: the variable
            user: the account
            """)
    public Map<String, Object> envAbsent(String name, @Arg(dflt = "'root'") String user) {
        String variable = name.strip();
        if (context.test()) {
            return wouldRemove(variable, "Cron env " + variable, variable(user, variable, ""));
        }
        Object done = context.call("cron.rm_env", List.of(user, variable), Map.of());
        return removed(variable, "Cron env " + variable, user, String.valueOf(done));
    }

    @Fn(doc = """
            Make sure that a file is an account's crontab.

            name: the file: a path, salt:// or http(s)://
            user: the account
            replace: False: leave an account alone that has a crontab
            source_hash, source_hash_name, template, context, defaults: as for file.managed
            """)
    public Map<String, Object> file(
            String name,
            @Arg(dflt = "'root'") String user,
            @Arg(dflt = "True") boolean replace,
            @Arg(rest = true) Map<String, Object> kwargs) {
        Map<String, Object> account = AccountPlan.map(context.call("user.info", List.of(user), Map.of()));
        List<Object> groups = Args.list(account.get("groups"));
        if (groups.isEmpty()) {
            return Result.failed(name, "Could not identify group for user " + user);
        }
        Object group = groups.get(0);
        try {
            Path file = Files.createTempFile("__salt.tmp.", "");
            try {
                String now = Args.python(context.call("cron.raw_cron", List.of(user), Map.of()));
                if (!replace) {
                    // Salt 3006: takes an account without a crontab for one with an empty line in it
                    return Result.same(name, "User " + user + " already has a crontab. No changes made");
                }
                Files.writeString(file, now.endsWith("\n") ? now : now + "\n");
                return file(name, user, group, file, kwargs);
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new FunctionError("cannot write a copy of the crontab of " + user + ": " + e.getMessage(), e);
        }
    }

    private Map<String, Object> file(String name, String user, Object group, Path file, Map<String, Object> kwargs) {
        Map<String, Object> options = new LinkedHashMap<>(kwargs);
        options.put("source", name);
        options.remove("backup");
        Map<String, Object> result = new FileStates(context).managed(file.toString(), null, options);
        result.put("name", name);
        Object changes = result.get("changes");
        result.put("changes", new LinkedHashMap<>());
        if (Boolean.FALSE.equals(result.get("result"))) {
            return result;
        }
        if (context.test()) {
            boolean same = Boolean.TRUE.equals(result.get("result"));
            Object diff = changes instanceof Map<?, ?> map ? map.get("diff") : null;
            result.put(
                    "comment",
                    same
                            ? "The file " + file + " is in the correct state"
                            : "The following values are set to be changed:\ndiff: " + Args.python(diff) + "\n");
            return result;
        }
        if (!(changes instanceof Map<?, ?> map) || !map.containsKey("diff")) {
            result.put("comment", "Crontab for user " + user + " is in the correct state");
            return result;
        }
        Object done = context.call("cron.write_cron_file_verbose", List.of(user, file.toString()), Map.of());
        Map<?, ?> answer = done instanceof Map<?, ?> all ? all : Map.of();
        if (Long.valueOf(0).equals(answer.get("retcode"))) {
            Map<String, Object> shown = AccountPlan.map(changes);
            if (!user.equals("root")) {
                // Salt 3006: the copy it writes belongs to the account, which it tells of as a change
                shown.put("user", user);
                shown.put("group", group);
            }
            result.put("changes", shown);
            result.put("comment", "Crontab for user " + user + " was updated");
        } else {
            result.put("result", false);
            result.put(
                    "comment",
                    "Unable to update user " + user + " crontab " + file + ". Error: "
                            + Args.python(answer.get("stderr")));
        }
        return result;
    }
}
