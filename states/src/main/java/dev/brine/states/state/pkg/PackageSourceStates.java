package dev.brine.states.state.pkg;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Module;
import dev.brine.engine.modules.host.Shell;
import dev.brine.states.state.Args;
import dev.brine.states.state.Result;
import dev.brine.states.state.StateContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** {@code pkgrepo}: where packages come from. */
@Module("pkgrepo")
public final class PackageSourceStates {
    private static final String WARNING =
            " This may cause pkg states to behave differently than stated if this action is"
                    + " repeated without test=True, due to the differences in the configured repositories.";

    private final StateContext context;

    public PackageSourceStates(StateContext context) {
        this.context = context;
    }

    @Fn(doc = """
            Make sure that a source of packages is there as described.

            name: with apt the source as a line of sources.list, else the name of the repository
            enabled, disabled: whether it is used
            file: with apt, the file to write it to; clean_file: empty that first
            humanname, baseurl, mirrorlist, gpgcheck, gpgkey, ...: with dnf, what stands in the repository's file
            comps, architectures, comments: with apt, parts of the line
            keyid, keyserver, key_url, key_text: with apt, its key
            ppa, copr: places on the net that Ubuntu and Fedora know
            aptkey: with apt, whether apt-key keeps the key
            allow_insecure_key: whether key_url may be http
            refresh: fetch the package lists afterwards
            """)
    public Map<String, Object> managed(
            String name,
            @Arg(dflt = "None") @Nullable String ppa,
            @Arg(dflt = "None") @Nullable String copr,
            @Arg(dflt = "True") boolean aptkey,
            @Arg(rest = true) Map<String, Object> kwargs) {
        String wrong = wrong(kwargs);
        if (wrong != null) {
            return Result.failed(name, wrong);
        }
        Object disabled = kwargs.remove("disabled");
        Object enabled = kwargs.remove("enabled");
        kwargs.remove("allow_insecure_key");
        boolean used = disabled != null ? !Args.truth(disabled) : enabled == null || Args.truth(enabled);
        String repo = name;
        kwargs.put("name", name);
        if (ppa != null && List.of("Ubuntu", "Mint").contains(grain("os"))) {
            repo = "ppa:" + ppa;
        } else if (copr != null && redHat()) {
            repo = "copr:" + copr;
        }
        if (List.of("Ubuntu", "Mint").contains(grain("os"))) {
            kwargs.put("disabled", !used);
        } else if (redHat()) {
            if (kwargs.containsKey("humanname")) {
                kwargs.put("name", kwargs.remove("humanname"));
            }
            kwargs.put("enabled", used);
        }
        return configure(name, repo, aptkey && Shell.which("apt-key").isPresent(), kwargs);
    }

    private static @Nullable String wrong(Map<String, Object> kwargs) {
        boolean server = kwargs.containsKey("keyid") || kwargs.containsKey("keyserver");
        if (kwargs.containsKey("key_url") && server) {
            return "You may not use both \"keyid\"/\"keyserver\" and \"key_url\" argument.";
        }
        if (kwargs.containsKey("key_text") && server) {
            return "You may not use both \"keyid\"/\"keyserver\" and \"key_text\" argument.";
        }
        if (kwargs.containsKey("key_text") && kwargs.containsKey("key_url")) {
            return "You may not use both \"key_url\" and \"key_text\" argument.";
        }
        if (kwargs.containsKey("repo")) {
            return "'repo' is not a supported argument for this state. The 'name' argument is probably what was intended.";
        }
        if (kwargs.get("enabled") != null && kwargs.get("disabled") != null) {
            return "Only one of enabled/disabled is allowed";
        }
        boolean insecure =
                Args.python(kwargs.getOrDefault("key_url", "")).strip().startsWith("http:");
        if (insecure && Boolean.FALSE.equals(kwargs.get("allow_insecure_key"))) {
            return "Cannot have 'key_url' using http with 'allow_insecure_key' set to True";
        }
        return null;
    }

    private Map<String, Object> configure(String name, String repo, boolean aptkey, Map<String, Object> kwargs) {
        Map<String, Object> before;
        Map<String, Object> wanted;
        try {
            before = repo(repo, kwargs);
            wanted = debian() ? expanded(repo, kwargs) : new LinkedHashMap<>(kwargs);
        } catch (FunctionError e) {
            return Result.failed(name, "Failed to examine repo '" + name + "': " + e.getMessage());
        }
        if (!before.isEmpty()) {
            before.remove("file");
            wanted.remove("file");
            if (wanted.keySet().stream().allMatch(key -> same(key, wanted, before, kwargs))) {
                return Result.same(name, "Package repo '" + name + "' already configured");
            }
        }
        if (context.test()) {
            Map<String, Object> changes = before.isEmpty() ? Map.of("repo", name) : differences(wanted, before, wanted);
            return Result.would(name, changes, "Package repo '" + name + "' would be configured." + WARNING);
        }
        try {
            if (Args.truth(kwargs.get("clean_file"))) {
                Files.writeString(Path.of(Args.python(kwargs.get("file"))), "");
            }
            Map<String, Object> options = new LinkedHashMap<>(kwargs);
            if (debian()) {
                options.put("aptkey", aptkey);
                options.put("saltenv", context.saltenv());
            }
            context.call("pkg.mod_repo", List.of(repo), options);
        } catch (FunctionError | IOException e) {
            return Result.failed(name, "Failed to configure repo '" + name + "': " + e.getMessage());
        }
        Map<String, Object> after = repo(repo, kwargs);
        Map<String, Object> changes = before.isEmpty() ? Map.of("repo", repo) : differences(after, before, wanted);
        return Result.changed(name, changes, "Configured package repo '" + name + "'");
    }

    private Map<String, Object> repo(String repo, Map<String, Object> kwargs) {
        return Packages.map(context.call("pkg.get_repo", List.of(repo), kwargs));
    }

    private Map<String, Object> expanded(String repo, Map<String, Object> kwargs) {
        return Packages.map(context.call("pkg.expand_repo_def", List.of(repo), kwargs));
    }

    private static Map<String, Object> differences(
            Map<String, Object> now, Map<String, Object> before, Map<String, Object> wanted) {
        Map<String, Object> changes = new LinkedHashMap<>();
        for (String key : wanted.keySet()) {
            if (!Objects.equals(now.get(key), before.get(key))) {
                Map<String, Object> change = new LinkedHashMap<>();
                change.put("new", now.get(key));
                change.put("old", before.get(key));
                changes.put(key, change);
            }
        }
        return changes;
    }

    /** Whether one part of the source is as it is wanted. */
    private boolean same(
            String key, Map<String, Object> wanted, Map<String, Object> before, Map<String, Object> kwargs) {
        Object wish = wanted.get(key);
        Object now = before.get(key);
        if (!before.containsKey(key)) {
            // Salt 3006: a repository of dnf that does not say so is enabled
            return key.equals("enabled") && redHat() && Args.truth(wish);
        }
        switch (key) {
            case "comps", "key_url", "architectures":
                return (key.equals("architectures") && !Args.truth(wish))
                        || set(wish).equals(set(now));
            case "line":
                return !debian() || Args.truth(wanted.get("disabled")) || sameLine(wish, now, kwargs);
            case "comments":
                return set(wish).equals(set(now));
            default:
                boolean either = redHat() && (wish instanceof Boolean || now instanceof Boolean);
                return either ? yes(wish) == yes(now) : Args.python(wish).equals(Args.python(now));
        }
    }

    private static boolean yes(@Nullable Object value) {
        return value instanceof String text
                ? List.of("1", "true", "yes", "on").contains(text.toLowerCase(Locale.ROOT))
                : Args.truth(value);
    }

    private static boolean sameLine(@Nullable Object wish, @Nullable Object now, Map<String, Object> kwargs) {
        String[] parts = Args.python(now).split("#", 2);
        boolean lines = words(Args.python(wish)).equals(words(parts[0]));
        if (!lines || !kwargs.containsKey("comments")) {
            return lines;
        }
        String comments = String.join(
                ", ",
                Args.list(kwargs.get("comments")).stream()
                        .map(Args::python)
                        .map(String::strip)
                        .toList());
        return comments.equals(parts.length == 2 ? parts[1].strip() : "");
    }

    /** The first three words as they are, the rest in any order. */
    private static List<Object> words(String line) {
        List<String> words = Arrays.asList(line.strip().split("\\s+"));
        int fixed = Math.min(3, words.size());
        return List.of(words.subList(0, fixed), new TreeSet<>(words.subList(fixed, words.size())));
    }

    private static TreeSet<String> set(@Nullable Object value) {
        TreeSet<String> set = new TreeSet<>();
        Args.list(value).forEach(item -> set.add(Args.python(item)));
        return set;
    }

    private String grain(String name) {
        return String.valueOf(context.grains().get(name));
    }

    private boolean debian() {
        return grain("os_family").equals("Debian");
    }

    private boolean redHat() {
        return List.of("RedHat", "Suse").contains(grain("os_family"));
    }

    @Fn(doc = """
            Make sure that a source of packages is gone.

            name: with apt the source as a line of sources.list, else the name of the repository
            keyid: with apt, also remove this key
            ppa, copr: places on the net that Ubuntu and Fedora know
            """)
    public Map<String, Object> absent(String name, @Arg(rest = true) Map<String, Object> kwargs) {
        String repo = name;
        if (kwargs.containsKey("ppa") && List.of("Ubuntu", "Mint").contains(grain("os"))) {
            repo = "ppa:" + Args.python(kwargs.remove("ppa")).replaceFirst("^ppa:", "");
        } else if (kwargs.containsKey("copr") && redHat()) {
            repo = "copr:" + Args.python(kwargs.remove("copr")).replaceFirst("^copr:", "");
        }
        boolean key = kwargs.get("keyid") != null;
        Map<String, Object> there;
        try {
            there = repo(repo, kwargs);
            if (debian()
                    && !there.isEmpty()
                    && !set(expanded(repo, Map.of()).get("architectures")).equals(set(there.get("architectures")))) {
                there = Map.of();
            }
        } catch (FunctionError e) {
            return Result.failed(repo, "Failed to configure repo '" + repo + "': " + e.getMessage());
        }
        if (there.isEmpty()) {
            return Result.same(name, "Package repo " + repo + " is absent");
        }
        if (context.test()) {
            return Result.would(name, Map.of(), "Package repo '" + repo + "' will be removed." + WARNING);
        }
        Map<String, Object> changes = new LinkedHashMap<>();
        try {
            context.call("pkg.del_repo", List.of(repo), kwargs);
            if (Packages.map(context.call("pkg.list_repos", List.of(), Map.of()))
                    .containsKey(repo)) {
                return Result.failed(name, "Failed to remove repo " + repo);
            }
        } catch (FunctionError e) {
            return Result.failed(name, String.valueOf(e.getMessage()));
        }
        changes.put("repo", repo);
        String comment = "Removed repo " + repo;
        if (!key) {
            return Result.changed(name, changes, comment);
        }
        try {
            Object id = context.call("pkg.del_repo_key", List.of(repo), kwargs);
            changes.put("keyid", id);
            return Result.changed(name, changes, comment + ", and keyid " + Args.python(id));
        } catch (FunctionError e) {
            return Result.of(name, false, changes, comment + ", but failed to remove key: " + e.getMessage());
        }
    }
}
