package dev.brine.engine.modules.pip;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Module;
import dev.brine.engine.modules.host.PythonText;
import dev.brine.engine.modules.host.Truth;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** {@code pip}: installing and removing. */
@Module("pip")
public final class PipChanges {
    /** Options with a value, in the order in which Salt gives them to pip. */
    private static final Map<String, String> VALUES = pairs(
            "build",
            "--build",
            "target",
            "--target",
            "download",
            "--download",
            "download_cache",
            "--cache-dir",
            "cache_dir",
            "--cache-dir",
            "source",
            "--source");
    /** Options without one. */
    private static final Map<String, String> FLAGS = pairs(
            "upgrade", "--upgrade", "force_reinstall", "--force-reinstall", "ignore_installed", "--ignore-installed");

    private static final Map<String, String> LATE_FLAGS = pairs(
            "no_deps",
            "--no-deps",
            "no_install",
            "--no-install",
            "no_download",
            "--no-download",
            "no_cache_dir",
            "--no-cache-dir",
            "pre_releases",
            "--pre");

    private final Pip pip;

    PipChanges(Pip pip) {
        this.pip = pip;
    }

    private static Map<String, String> pairs(String... words) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (int i = 0; i < words.length; i += 2) {
            pairs.put(words[i], words[i + 1]);
        }
        return pairs;
    }

    @Fn(doc = """
            Install packages. Returns what cmd.run_all returns.

            pkgs: a list, or a text with commas
            requirements: requirements files, a list or a text with commas; paths or salt://
            editable: what to install in editable mode
            index_url, extra_index_url, no_index, find_links, trusted_host, proxy, cert: where packages come from
            upgrade, force_reinstall, ignore_installed, no_deps, pre_releases, no_binary, exists_action: as of pip
            target, source, build, download, cache_dir, no_cache_dir, log, timeout, disable_version_check: as of pip
            global_options, install_options, extra_args: further options
            env_vars: variables for its environment
            saltenv: environment of the file server""" + Pip.OPTIONS)
    public Map<String, Object> install(
            @Arg(dflt = "None") @Nullable Object pkgs,
            @Arg(dflt = "None") @Nullable Object requirements,
            @Arg(dflt = "None") @Nullable String binEnv,
            @Arg(rest = true) Map<String, Object> options,
            Call call) {
        Map<String, Object> all = new LinkedHashMap<>(options);
        all.put("bin_env", binEnv);
        Pip.Where where = Pip.Where.of(all);
        List<String> words = pip.command(where, "install");
        Optional<Map<String, Object>> missing = requirements(requirements, words, all, call);
        if (missing.isPresent()) {
            return missing.get();
        }
        installOptions(words, all);
        List<String> names = Pip.items(pkgs);
        // Salt 3006: a comma of a version goes through lists with commas as a semicolon
        names.forEach(each -> words.add(each.replace(';', ',')));
        List<String> editable = Pip.items(options.get("editable"));
        if (names.isEmpty() && editable.isEmpty() && !Truth.of(requirements)) {
            Map<String, Object> nothing = new LinkedHashMap<>();
            nothing.put("retcode", 0L);
            nothing.put("stdout", "No packages to install.");
            return nothing;
        }
        for (String each : editable) {
            boolean local = each.equals(".") || each.startsWith("file://") || each.startsWith("/");
            if (!local && !each.matches(".*[#&]egg=[^&]+.*")) {
                throw new FunctionError("You must specify an egg for this editable");
            }
            words.addAll(List.of("--editable", each));
        }
        if (Truth.of(options.get("trusted_host"))) {
            words.addAll(List.of("--trusted-host", PythonText.str(options.get("trusted_host"))));
        }
        extra(words, options.get("extra_args"));
        return pip.run(words, where, all, call);
    }

    private static void extra(List<String> words, @Nullable Object extra) {
        for (Object each : extra instanceof List<?> list ? list : List.of()) {
            if (each instanceof Map<?, ?> map) {
                map.forEach((key, value) -> words.addAll(List.of(PythonText.str(key), PythonText.str(value))));
            } else {
                words.add(PythonText.str(each));
            }
        }
    }

    private static void installOptions(List<String> words, Map<String, Object> options) {
        if (Truth.of(options.get("no_binary"))) {
            words.addAll(List.of("--no-binary", String.join(",", Pip.items(options.get("no_binary")))));
        }
        shared(words, options);
        for (String link : Pip.items(options.get("find_links"))) {
            if (!url(link) && !Files.exists(Path.of(link))) {
                throw new FunctionError("'" + link + "' is not a valid URL or path");
            }
            words.addAll(List.of("--find-links", link));
        }
        boolean alone = Truth.of(options.get("no_index"));
        if (alone && (Truth.of(options.get("index_url")) || Truth.of(options.get("extra_index_url")))) {
            throw new FunctionError("'no_index' and ('index_url' or 'extra_index_url') are mutually exclusive.");
        }
        addresses(words, text(options, "index_url"), text(options, "extra_index_url"));
        flag(words, options, "no_index", "--no-index");
        flag(words, options, "disable_version_check", "--disable-pip-version-check");
        VALUES.forEach((key, option) -> value(words, options, key, option));
        FLAGS.forEach((key, option) -> flag(words, options, key, option));
        String action = text(options, "exists_action");
        if (action != null) {
            if (!action.toLowerCase(Locale.ROOT).matches("[siwb]")) {
                throw new FunctionError("The exists_action pip option only supports the values s, i, w, and b. '"
                        + action + "' is not valid.");
            }
            words.addAll(List.of("--exists-action", action));
        }
        LATE_FLAGS.forEach((key, option) -> flag(words, options, key, option));
        value(words, options, "cert", "--cert");
        Pip.items(options.get("global_options")).forEach(each -> words.addAll(List.of("--global-option", each)));
        Pip.items(options.get("install_options")).forEach(each -> words.addAll(List.of("--install-option", each)));
    }

    /** What installing and removing have in common. */
    private static void shared(List<String> words, Map<String, Object> options) {
        value(words, options, "log", "--log");
        value(words, options, "proxy", "--proxy");
        String timeout = text(options, "timeout");
        if (timeout != null) {
            if (!timeout.matches("[0-9]+")) {
                throw new FunctionError("'" + timeout + "' is not a valid timeout, must be an integer");
            }
            words.addAll(List.of("--timeout", timeout));
        }
    }

    private static @Nullable String text(Map<String, Object> options, String key) {
        return Truth.of(options.get(key)) ? PythonText.str(options.get(key)) : null;
    }

    private static void flag(List<String> words, Map<String, Object> options, String key, String option) {
        if (Truth.of(options.get(key))) {
            words.add(option);
        }
    }

    private static void value(List<String> words, Map<String, Object> options, String key, String option) {
        if (Truth.of(options.get(key))) {
            words.addAll(List.of(option, PythonText.str(options.get(key))));
        }
    }

    private static boolean url(String text) {
        return text.matches("(?i)(https?|ftp|file)://.+");
    }

    static void addresses(List<String> words, @Nullable String index, @Nullable String extra) {
        if (index != null && !index.isEmpty()) {
            words.addAll(List.of("--index-url", checked(index)));
        }
        if (extra != null && !extra.isEmpty()) {
            words.addAll(List.of("--extra-index-url", checked(extra)));
        }
    }

    private static String checked(String address) {
        if (!url(address)) {
            throw new FunctionError("'" + address + "' is not a valid URL");
        }
        return address;
    }

    /** Adds the requirements files; an answer when one of them is not on the file server. */
    private static Optional<Map<String, Object>> requirements(
            @Nullable Object requirements, List<String> words, Map<String, Object> options, Call call) {
        for (String each : Pip.items(requirements)) {
            String file = each;
            if (each.startsWith("salt://")) {
                String saltenv = PythonText.str(options.getOrDefault("saltenv", "base"));
                Object cached = call.functions().value(List.of(each, saltenv), Map.of(), call.nested("cp.cache_file"));
                if (!(cached instanceof String path) || path.isEmpty()) {
                    Map<String, Object> answer = new LinkedHashMap<>();
                    answer.put("result", false);
                    answer.put("comment", "pip requirements file '" + each + "' not found");
                    return Optional.of(answer);
                }
                file = path;
            }
            words.addAll(List.of("--requirement", file));
        }
        return Optional.empty();
    }

    @Fn(doc = """
            Remove packages. Returns what cmd.run_all returns.

            pkgs: a list, or a text with commas
            requirements: requirements files; what they name goes, too
            log, proxy, timeout: as of pip
            saltenv: environment of the file server""" + Pip.OPTIONS)
    public Map<String, Object> uninstall(
            @Arg(dflt = "None") @Nullable Object pkgs,
            @Arg(dflt = "None") @Nullable Object requirements,
            @Arg(dflt = "None") @Nullable String binEnv,
            @Arg(rest = true) Map<String, Object> options,
            Call call) {
        Map<String, Object> all = new LinkedHashMap<>(options);
        all.put("bin_env", binEnv);
        Pip.Where where = Pip.Where.of(all);
        List<String> words = pip.command(where, "uninstall", "-y");
        Optional<Map<String, Object>> missing = requirements(requirements, words, all, call);
        if (missing.isPresent()) {
            return missing.get();
        }
        shared(words, all);
        words.addAll(Pip.items(pkgs));
        return pip.run(words, where, all, call);
    }

    @Fn(doc = """
            Install the newest versions of all packages. Returns what changed.
            """ + Pip.OPTIONS)
    public Map<String, Object> upgrade(
            @Arg(dflt = "None") @Nullable String binEnv,
            @Arg(dflt = "None") @Nullable String user,
            @Arg(dflt = "None") @Nullable String cwd,
            @Arg(rest = true) Map<String, Object> options,
            Call call) {
        Pip.Where where = new Pip.Where(binEnv, user, cwd);
        PipLists lists = new PipLists(pip);
        Map<String, Object> before = lists.list(null, binEnv, user, cwd, Map.of(), call);
        StringBuilder comment = new StringBuilder();
        boolean good = true;
        for (String each : lists.listUpgrades(binEnv, user, cwd, call).keySet()) {
            Map<String, Object> result = pip.run(pip.command(where, "install", "-U", each), where, Map.of(), call);
            good &= Long.valueOf(0).equals(result.get("retcode"));
            comment.append(PythonText.str(result.getOrDefault("stderr", "")));
        }
        Map<String, Object> after = lists.list(null, binEnv, user, cwd, Map.of(), call);
        Map<String, Object> changes = new LinkedHashMap<>();
        TreeSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        for (String name : names) {
            Object old = before.getOrDefault(name, "");
            Object now = after.getOrDefault(name, "");
            if (!old.equals(now)) {
                Map<String, Object> change = new LinkedHashMap<>();
                change.put("old", old);
                change.put("new", now);
                changes.put(name, change);
            }
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("changes", changes);
        answer.put("result", good);
        answer.put("comment", comment.toString());
        return answer;
    }
}
