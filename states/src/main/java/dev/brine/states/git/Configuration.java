package dev.brine.states.git;

import dev.brine.engine.call.FunctionError;
import dev.brine.states.state.Args;
import dev.brine.states.state.Result;
import dev.brine.states.state.StateContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code git.config_set} and {@code git.config_unset}. */
final class Configuration {
    private final GitCalls git;
    private final Args args;

    Configuration(StateContext context, Args args) {
        this.git = new GitCalls(context, args);
        this.args = args;
    }

    private boolean global() {
        return args.flag("global", false);
    }

    private Map<String, Object> options() {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("global", global());
        options.put("cwd", args.has("repo") ? args.text("repo") : null);
        options.put("ignore_retcode", true);
        return options;
    }

    private boolean homeless() {
        return !global() && !args.has("repo");
    }

    Map<String, Object> set(String name) {
        if (args.has("value") && args.has("multivar")) {
            return Result.failed(name, "Only one of 'value' and 'multivar' is permitted");
        }
        if (homeless()) {
            return Result.failed(name, "Non-global config options require the 'repo' argument to be set");
        }
        List<Object> desired = new ArrayList<>();
        if (args.has("value")) {
            desired.add(args.text("value"));
        } else if (args.value("multivar") instanceof List<?> several) {
            several.forEach(each -> desired.add(Args.python(each)));
        } else {
            desired.addAll(Arrays.asList(args.text("multivar").split(",", -1)));
        }
        String what = (global() ? "Global key " : "") + "'" + name + "'";
        String value = args.has("value") ? "'" + args.text("value") + "'" : Args.python(desired);
        Map<String, Object> all = options();
        all.put("all", true);
        Object before = git.call("config_get", all, name);
        if (desired.equals(before)) {
            return Result.same(name, what + " is already set to " + value);
        }
        String how = before == null ? "added as" : "set to";
        if (git.test()) {
            return Result.would(name, change(before, desired), what + " would be " + how + " " + value);
        }
        return write(name, what, value, how, desired, before);
    }

    private Map<String, Object> write(
            String name, String what, String value, String how, List<Object> desired, @Nullable Object before) {
        Map<String, Object> options = options();
        options.remove("ignore_retcode");
        options.put(args.has("value") ? "value" : "multivar", args.has("value") ? args.text("value") : desired);
        String failed = "Failed to set " + what.replaceFirst("^G", "g") + " to " + value;
        Object after;
        try {
            after = git.call("config_set", options, name);
        } catch (FunctionError e) {
            return Result.failed(name, failed + ": " + GitCalls.reason(e));
        }
        Map<String, Object> changes =
                after != null && after.equals(before) ? Map.of() : Map.of(name, change(before, after));
        return desired.equals(after)
                ? Result.changed(name, changes, what + " was " + how + " " + value)
                : Result.of(name, false, changes, failed);
    }

    private static Map<String, Object> change(@Nullable Object before, @Nullable Object after) {
        Map<String, Object> change = new LinkedHashMap<>();
        change.put("old", before);
        change.put("new", after);
        return change;
    }

    Map<String, Object> unset(String name) {
        if (homeless()) {
            return Result.failed(name, "Non-global config options require the 'repo' argument to be set");
        }
        String key = "^" + name.replaceFirst("^\\^+", "").replaceFirst("\\$+$", "") + "$";
        String regex = args.has("value_regex") ? args.text("value_regex") : null;
        Map<String, Object> matches = values(key, regex);
        if (matches.isEmpty()) {
            return Result.same(name, "No matching keys are set");
        }
        boolean all = args.flag("all", false);
        List<String> several = new ArrayList<>();
        matches.forEach((each, values) -> {
            if (Args.list(values).size() > 1) {
                several.add(shown(each, values));
            }
        });
        if (!all && !several.isEmpty()) {
            return Result.failed(
                    name,
                    (regex == null
                                    ? "Multivar(s) matched by the key expression (set 'all' to True to force removal): "
                                    : "Multiple values are matched by value_regex for the following keys (set 'all' to True to force removal): ")
                            + String.join("; ", several));
        }
        if (git.test()) {
            return Result.would(name, matches, matches.size() + " key(s) would have value(s) unset");
        }
        return remove(name, key, regex, all, matches);
    }

    private Map<String, Object> remove(
            String name, String key, @Nullable String regex, boolean all, Map<String, Object> matches) {
        Map<String, Object> before = values(key, null);
        Map<String, Object> options = options();
        options.remove("ignore_retcode");
        options.put("all", all);
        options.put("value_regex", regex);
        try {
            matches.keySet().forEach(each -> git.call("config_unset", options, each));
        } catch (FunctionError e) {
            return Result.failed(
                    name,
                    "Error(s) occurred unsetting values for the following keys (see the minion log for details): "
                            + String.join(", ", matches.keySet()));
        }
        Map<String, Object> after = values(key, null);
        Map<String, Object> changes = new LinkedHashMap<>();
        before.forEach((each, values) -> {
            List<Object> gone = new ArrayList<>(Args.list(values));
            gone.removeAll(Args.list(after.get(each)));
            if (!gone.isEmpty()) {
                changes.put(each, gone);
            }
        });
        Map<String, Object> left = values(key, regex);
        List<String> kept = new ArrayList<>();
        left.forEach((each, values) -> kept.add(shown(each, values)));
        return left.isEmpty()
                ? Result.changed(name, changes, "Value(s) successfully unset")
                : Result.of(name, false, changes, "Failed to unset value(s): " + String.join("; ", kept));
    }

    private Map<String, Object> values(String key, @Nullable String regex) {
        Map<String, Object> options = options();
        options.put("value_regex", regex);
        return git.map("config_get_regexp", options, key);
    }

    private static String shown(String key, Object values) {
        return key + " ("
                + String.join(", ", Args.list(values).stream().map(Args::python).toList()) + ")";
    }
}
