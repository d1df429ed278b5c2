package dev.brine.engine.modules.git;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.InvocationError;
import dev.brine.engine.call.Module;
import dev.brine.engine.modules.host.CommandRunner;
import dev.brine.engine.modules.host.PythonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code git}: making repositories, and how they are. */
@Module("git")
public final class GitRepositories {
    private final Git git;

    GitRepositories(Git git) {
        this.git = git;
    }

    @Fn(doc = """
            Make a repository.

            cwd: its directory
            bare: without files
            template, separate_git_dir, shared: options of git init""" + Git.OPTIONS)
    public String init(
            String cwd,
            @Arg(dflt = "False") boolean bare,
            @Arg(dflt = "None") @Nullable String template,
            @Arg(dflt = "None") @Nullable String separateGitDir,
            @Arg(dflt = "None") @Nullable Object shared,
            @Arg(dflt = "''") Object opts,
            @Arg(rest = true) Map<String, Object> options,
            Call call) {
        String dir = git.path(cwd, options);
        List<String> words = Git.command(options, "init");
        if (bare) {
            words.add("--bare");
        }
        if (template != null) {
            words.add("--template=" + template);
        }
        if (separateGitDir != null) {
            words.add("--separate-git-dir=" + separateGitDir);
        }
        if (shared != null) {
            boolean digits = shared instanceof Number;
            words.add("--shared=" + (digits ? "0" : "") + PythonText.str(shared).toLowerCase(java.util.Locale.ROOT));
        }
        words.addAll(Git.words(opts));
        words.add(dir);
        return git.run(words, null, options, call);
    }

    @Fn(name = "clone", doc = """
            Clone a repository.

            cwd: the directory of the clone
            url: the address of the repository
            name: directory of the clone below cwd
            https_user, https_pass: for the address""" + Git.OPTIONS)
    public boolean cloneRepository(
            String cwd,
            @Arg(dflt = "None") @Nullable String url,
            @Arg(dflt = "None") @Nullable String name,
            @Arg(dflt = "''") Object opts,
            @Arg(rest = true) Map<String, Object> options,
            Call call) {
        String dir = git.path(cwd, options);
        List<String> words = Git.command(options, "clone");
        if (url == null || url.isEmpty()) {
            throw new InvocationError("Missing 'url' argument");
        }
        words.addAll(Git.words(opts));
        words.addAll(List.of("--", Git.address(url, options)));
        if (name == null) {
            words.add(dir);
            git.run(words, "/tmp", options, call);
            return true;
        }
        words.add(Git.name(name));
        try {
            Files.createDirectories(Path.of(dir));
        } catch (IOException e) {
            throw new FunctionError("cannot make the directory " + dir + ": " + e.getMessage(), e);
        }
        git.run(words, dir, options, call);
        return true;
    }

    @Fn(doc = """
            Return the files that are changed, by kind of change.

            cwd: directory of the clone""" + Git.OPTIONS)
    public Map<String, Object> status(String cwd, @Arg(rest = true) Map<String, Object> options, Call call) {
        String dir = git.path(cwd, options);
        Map<String, Object> byState = new LinkedHashMap<>();
        List<String> words = List.of("git", "status", "-z", "--porcelain");
        for (String line : git.run(words, dir, options, call).split("\0", -1)) {
            String[] pair = line.strip().split("\\s+", 2);
            if (pair.length == 2) {
                String state = switch (pair[0]) {
                    case "M" -> "modified";
                    case "A" -> "new";
                    case "D" -> "deleted";
                    case "??" -> "untracked";
                    default -> pair[0];
                };
                add(byState, state, pair[1]);
            }
        }
        return byState;
    }

    @Fn(doc = """
            Return whether a directory is a further working tree of a clone.

            cwd: the directory""" + Git.OPTIONS)
    public boolean isWorktree(String cwd, @Arg(rest = true) Map<String, Object> options, Call call) {
        String dir = git.path(cwd, options);
        if (!Files.isDirectory(Path.of(dir))) {
            return false;
        }
        CommandRunner.Result result =
                git.result(List.of("git", "rev-parse", "--show-toplevel"), dir, quiet(options), false, call);
        Path mark = Path.of(result.stdout()).resolve(".git");
        if (!result.ok() || !Files.isRegularFile(mark)) {
            return false;
        }
        try {
            return Files.readString(mark).matches("(?s)gitdir:\\s+/.*");
        } catch (IOException e) {
            return false;
        }
    }

    @Fn(doc = """
            Return the version of git.

            versioninfo: as a list of numbers
            """)
    public Object version(@Arg(dflt = "False") boolean versioninfo, Call call) {
        String text = git.run(List.of("git", "--version"), null, Map.of(), call)
                .replaceFirst("\\(.*", "")
                .strip();
        String version = text.substring(text.lastIndexOf(' ') + 1);
        if (!versioninfo) {
            return version;
        }
        List<Object> parts = new ArrayList<>();
        for (String part : version.split("\\.")) {
            parts.add(part.matches("[0-9]+") ? (Object) Long.valueOf(part) : part);
        }
        return parts;
    }

    @SuppressWarnings("unchecked")
    static void add(Map<String, Object> lists, String key, Object item) {
        ((List<Object>) lists.computeIfAbsent(key, each -> new ArrayList<>())).add(item);
    }

    private static Map<String, Object> quiet(Map<String, Object> options) {
        Map<String, Object> quiet = new LinkedHashMap<>(options);
        quiet.put("ignore_retcode", true);
        return quiet;
    }
}
