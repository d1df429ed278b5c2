package dev.brine.engine.modules.git;

import dev.brine.engine.call.Call;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.InvocationError;
import dev.brine.engine.modules.host.CommandRunner;
import dev.brine.engine.modules.host.Host;
import dev.brine.engine.modules.host.PythonText;
import dev.brine.engine.modules.host.Shell;
import dev.brine.engine.modules.host.Truth;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs the program git.
 *
 * <p>The options all functions share come as keyword arguments: {@code user}, {@code identity} (files of SSH keys), {@code
 * ignore_retcode}, {@code output_encoding}, {@code git_opts}, {@code saltenv}.
 */
final class Git {
    static final String OPTIONS = """

            opts: further options of the git command, a text or a list
            git_opts: options of git itself
            user: account to run git as
            password, saltenv, output_encoding: accepted as Salt accepts them
            identity: file of an SSH key, or a list of them
            ignore_retcode: do not make a failed job of a failed command
            """;

    private final Host host;

    Git(Host host) {
        this.host = host;
    }

    /** Begins a command in a clone. */
    GitLine line(String cwd, Map<String, Object> options, Call call, String... words) {
        return new GitLine(this, path(cwd, options), options, call, command(options, words));
    }

    /** The output, errors apart; fails with Salt's words when git fails. */
    String run(List<String> words, @Nullable String cwd, Map<String, Object> options, Call call) {
        return checked(words, cwd, options, false, call).stdout();
    }

    /** Both outputs; fails with Salt's words when git fails. */
    CommandRunner.Result both(List<String> words, @Nullable String cwd, Map<String, Object> options, Call call) {
        return checked(words, cwd, options, false, call);
    }

    /** The output, errors among it; fails with Salt's words when git fails. */
    String merged(List<String> words, @Nullable String cwd, Map<String, Object> options, Call call) {
        return checked(words, cwd, options, true, call).stdout();
    }

    private CommandRunner.Result checked(
            List<String> words, @Nullable String cwd, Map<String, Object> options, boolean merged, Call call) {
        CommandRunner.Result result = result(words, cwd, options, merged, call);
        if (result.ok()) {
            return result;
        }
        String error = merged ? result.stdout() : result.stderr();
        throw new FunctionError("Command '" + redacted(String.join(" ", words)) + "' failed"
                + (error.isEmpty() ? "" : ": " + redacted(error)));
    }

    /** Whatever came of it. */
    CommandRunner.Result result(
            List<String> words, @Nullable String cwd, Map<String, Object> options, boolean merged, Call call) {
        Map<String, Object> how = new LinkedHashMap<>();
        how.put("cwd", cwd);
        how.put("runas", options.get("user"));
        how.put("output_encoding", options.get("output_encoding"));
        how.put("redirect_stderr", merged);
        List<String> identities = identities(options, call);
        CommandRunner.Result result = null;
        for (String identity : identities) {
            how.put("env", Map.of("GIT_SSH_COMMAND", ssh(identity)));
            result = host.run(words, how);
            if (result.ok()) {
                break;
            }
        }
        if (result == null) {
            result = host.run(words, how);
        }
        if (!result.ok() && !Truth.of(options.get("ignore_retcode"))) {
            call.retcode(result.retcode());
        }
        return result;
    }

    /** A host that is met for the first time is trusted, as in Salt; one whose key has changed is not. */
    private static String ssh(String identity) {
        return "ssh -o StrictHostKeyChecking=accept-new -o PasswordAuthentication=no -o IdentitiesOnly=yes -i '"
                + identity.replace("'", "'\"'\"'") + "'";
    }

    private static List<String> identities(Map<String, Object> options, Call call) {
        Object given = options.get("identity");
        List<?> all = given instanceof List<?> list ? list : given == null ? List.of() : List.of(given);
        List<String> files = new ArrayList<>();
        for (Object each : all) {
            String file = PythonText.str(each);
            if (file.startsWith("salt://")) {
                Object cached = call.functions().value(List.of(file), Map.of(), call.nested("cp.cache_file"));
                file = cached instanceof String path ? path : "";
            }
            if (file.isEmpty() || !Files.isRegularFile(Path.of(file))) {
                throw new FunctionError(
                        "Unable to authenticate using identity file:\n\nThe following identity file(s) were not found: "
                                + PythonText.str(each));
            }
            files.add(file);
        }
        return files;
    }

    /** The beginning of a command: git, its own options, the command. */
    static List<String> command(Map<String, Object> options, String... words) {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(words(options.get("git_opts")));
        command.addAll(Arrays.asList(words));
        return command;
    }

    /** A text as the shell would take it apart, or a list; a final {@code --} is left out. */
    static List<String> words(@Nullable Object opts) {
        List<String> words = opts instanceof List<?> list
                ? list.stream().map(PythonText::str).toList()
                : opts == null ? List.of() : Shell.words(PythonText.str(opts));
        boolean ends = !(opts instanceof List)
                && !words.isEmpty()
                && words.get(words.size() - 1).equals("--");
        return ends ? words.subList(0, words.size() - 1) : words;
    }

    /** A list, or a text with commas. */
    static List<String> items(@Nullable Object value) {
        if (value == null) {
            return List.of();
        }
        return value instanceof List<?> list
                ? list.stream().map(PythonText::str).toList()
                : Arrays.asList(PythonText.str(value).split(",", -1));
    }

    /** A path; one that is not absolute lies in the account's home. */
    String path(String cwd, Map<String, Object> options) {
        Object user = options.get("user");
        String home = user == null
                ? System.getProperty("user.home", "/")
                : host.accounts()
                        .user(PythonText.str(user))
                        .map(account -> account.home())
                        .orElse("/");
        return Path.of(home).resolve(cwd).toString();
    }

    /**
     * An address with {@code https_user} and {@code https_pass} in it.
     *
     * @throws InvocationError when it is none of HTTPS, or could be taken for an option
     */
    static String address(String url, Map<String, Object> options) {
        name(url);
        if (!Truth.of(options.get("https_user")) && !Truth.of(options.get("https_pass"))) {
            return url;
        }
        if (!url.startsWith("https://")) {
            throw new InvocationError("Basic Auth only supported for HTTPS");
        }
        String who = PythonText.str(options.get("https_user"));
        String pass = options.get("https_pass") == null ? "" : ":" + PythonText.str(options.get("https_pass"));
        return "https://" + who + pass + "@" + url.substring("https://".length());
    }

    /**
     * The name of a remote, a branch or a commit, or an address.
     *
     * @throws InvocationError when git would take it for an option, some of which run programs
     */
    static String name(String name) {
        if (name.startsWith("-")) {
            throw new InvocationError("'" + name + "' begins with a dash, so that git would take it for an option; "
                    + "options go into the argument 'opts'");
        }
        return name;
    }

    /** Without user and password of an address. */
    static String redacted(String text) {
        return text.replaceAll("(https?://)[^/@\\s]+@", "$1<redacted>@");
    }
}
