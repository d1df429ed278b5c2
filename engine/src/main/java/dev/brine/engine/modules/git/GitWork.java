package dev.brine.engine.modules.git;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.InvocationError;
import dev.brine.engine.call.Module;
import dev.brine.engine.modules.host.Truth;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code git}: changing files and commits. */
@Module("git")
public final class GitWork {
    private final Git git;

    GitWork(Git git) {
        this.git = git;
    }

    @Fn(doc = """
            Check out a branch, tag or commit.

            cwd: directory of the clone
            rev: what to check out
            force: discard changes""" + Git.OPTIONS)
    public String checkout(
            String cwd,
            @Arg(dflt = "None") @Nullable String rev,
            @Arg(dflt = "False") boolean force,
            @Arg(dflt = "''") Object opts,
            @Arg(rest = true) Map<String, Object> options,
            Call call) {
        String dir = git.path(cwd, options);
        List<String> words = Git.command(options, "checkout");
        List<String> given = Git.words(opts);
        if (force) {
            words.add("--force");
        }
        words.addAll(given);
        if (rev != null) {
            words.add(rev.equals("-") ? rev : Git.name(rev));
        } else if (!given.contains("-b") && !given.contains("-B")) {
            throw new InvocationError("'rev' argument is required unless -b or -B in opts");
        }
        return git.merged(words, dir, options, call);
    }

    @Fn(doc = """
            Reset a clone.

            cwd: directory of the clone""" + Git.OPTIONS)
    public String reset(
            String cwd, @Arg(dflt = "''") Object opts, @Arg(rest = true) Map<String, Object> options, Call call) {
        String dir = git.path(cwd, options);
        List<String> words = Git.command(options, "reset");
        words.addAll(Git.words(opts));
        return git.run(words, dir, options, call);
    }

    @Fn(doc = """
            Merge a branch or commit.

            cwd: directory of the clone
            rev: what to merge""" + Git.OPTIONS)
    public String merge(
            String cwd,
            @Arg(dflt = "None") @Nullable String rev,
            @Arg(dflt = "''") Object opts,
            @Arg(rest = true) Map<String, Object> options,
            Call call) {
        String dir = git.path(cwd, options);
        List<String> words = Git.command(options, "merge");
        words.addAll(Git.words(opts));
        if (Truth.of(rev)) {
            words.add(Git.name(String.valueOf(rev)));
        }
        return git.run(words, dir, options, call);
    }

    @Fn(doc = """
            Add files to the index.

            cwd: directory of the clone
            filename: what to add""" + Git.OPTIONS)
    public String add(
            String cwd,
            String filename,
            @Arg(dflt = "''") Object opts,
            @Arg(rest = true) Map<String, Object> options,
            Call call) {
        String dir = git.path(cwd, options);
        List<String> words = Git.command(options, "add", "--verbose");
        Git.words(opts).stream()
                .filter(word -> !word.equals("-v") && !word.equals("--verbose"))
                .forEach(words::add);
        words.addAll(List.of("--", filename));
        return git.run(words, dir, options, call);
    }

    @Fn(doc = """
            Commit what is in the index.

            cwd: directory of the clone
            message: what to say of it
            filename: only this one""" + Git.OPTIONS)
    public String commit(
            String cwd,
            String message,
            @Arg(dflt = "''") Object opts,
            @Arg(dflt = "None") @Nullable String filename,
            @Arg(rest = true) Map<String, Object> options,
            Call call) {
        String dir = git.path(cwd, options);
        List<String> words = Git.command(options, "commit", "-m");
        words.add(message);
        words.addAll(Git.words(opts));
        if (Truth.of(filename)) {
            words.addAll(List.of("--", String.valueOf(filename)));
        }
        return git.run(words, dir, options, call);
    }

    @Fn(doc = """
            Remove files.

            cwd: directory of the clone
            filename: what to remove""" + Git.OPTIONS)
    public String rm(
            String cwd,
            String filename,
            @Arg(dflt = "''") Object opts,
            @Arg(rest = true) Map<String, Object> options,
            Call call) {
        String dir = git.path(cwd, options);
        List<String> words = Git.command(options, "rm");
        words.addAll(Git.words(opts));
        words.addAll(List.of("--", filename));
        return git.run(words, dir, options, call);
    }

    @Fn(doc = """
            Put changes aside.

            cwd: directory of the clone
            action: what to do: save, pop, list, ...""" + Git.OPTIONS)
    public String stash(
            String cwd,
            @Arg(dflt = "'save'") String action,
            @Arg(dflt = "''") Object opts,
            @Arg(rest = true) Map<String, Object> options,
            Call call) {
        String dir = git.path(cwd, options);
        List<String> words = Git.command(options, "stash");
        words.add(action);
        words.addAll(Git.words(opts));
        return git.merged(words, dir, options, call);
    }

    @Fn(doc = """
            Run git submodule.

            cwd: directory of the clone
            command: its command""" + Git.OPTIONS)
    public String submodule(
            String cwd,
            String command,
            @Arg(dflt = "''") Object opts,
            @Arg(rest = true) Map<String, Object> options,
            Call call) {
        String dir = git.path(cwd, options);
        List<String> words = Git.command(options, "submodule");
        words.add(command);
        words.addAll(Git.words(opts));
        return git.run(words, dir, options, call);
    }

    @Fn(doc = """
            Discard changes of files.

            cwd: directory of the clone
            path: the file, all by default""" + Git.OPTIONS)
    public String discardLocalChanges(
            String cwd, @Arg(dflt = "'.'") String path, @Arg(rest = true) Map<String, Object> options, Call call) {
        String dir = git.path(cwd, options);
        return git.merged(List.of("git", "checkout", "--", path), dir, options, call);
    }

    @Fn(doc = """
            Return the difference of two commits, or of files.

            cwd: directory of the clone
            item1, item2: what to compare
            no_index: compare files outside of the clone
            cached: compare with the index
            paths: only these""" + Git.OPTIONS)
    public String diff(
            String cwd,
            @Arg(dflt = "None") @Nullable String item1,
            @Arg(dflt = "None") @Nullable String item2,
            @Arg(dflt = "''") Object opts,
            @Arg(dflt = "False") boolean noIndex,
            @Arg(dflt = "False") boolean cached,
            @Arg(dflt = "None") @Nullable Object paths,
            @Arg(rest = true) Map<String, Object> options,
            Call call) {
        if (noIndex && cached) {
            throw new FunctionError("The 'no_index' and 'cached' options cannot be used together");
        }
        String dir = git.path(cwd, options);
        List<String> words = Git.command(options, "diff");
        words.addAll(Git.words(opts));
        if (noIndex || cached) {
            words.add(noIndex ? "--no-index" : "--cached");
        }
        for (String item : Arrays.asList(item1, item2)) {
            if (Truth.of(item)) {
                words.add(item);
            }
        }
        if (paths != null) {
            words.add("--");
            words.addAll(Git.items(paths));
        }
        if (noIndex) {
            options.put("ignore_retcode", true);
            return git.result(words, dir, options, true, call).stdout();
        }
        return git.merged(words, dir, options, call);
    }
}
