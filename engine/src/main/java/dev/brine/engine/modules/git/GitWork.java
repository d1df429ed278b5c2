package dev.brine.engine.modules.git;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.InvocationError;
import dev.brine.engine.call.Module;
import dev.brine.engine.modules.host.PythonText;
import dev.brine.engine.modules.host.Shell;
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
        List<String> given = Git.words(opts);
        if (rev == null && !given.contains("-b") && !given.contains("-B")) {
            throw new InvocationError("'rev' argument is required unless -b or -B in opts");
        }
        GitLine line =
                git.line(cwd, options, call, "checkout").flag(force, "--force").addAll(given);
        return (rev == null ? line : line.add(rev.equals("-") ? rev : Git.name(rev))).merged();
    }

    @Fn(doc = """
            Reset a clone.

            cwd: directory of the clone""" + Git.OPTIONS)
    public String reset(
            String cwd, @Arg(dflt = "''") Object opts, @Arg(rest = true) Map<String, Object> options, Call call) {
        return git.line(cwd, options, call, "reset").opts(opts).run();
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
        return git.line(cwd, options, call, "merge").opts(opts).name(rev).run();
    }

    @Fn(doc = """
            Put the commits of the branch on top of another.

            cwd: directory of the clone
            rev: the other, and what else git rebase takes after its options""" + Git.OPTIONS)
    public String rebase(
            String cwd,
            @Arg(dflt = "'master'") Object rev,
            @Arg(dflt = "''") Object opts,
            @Arg(rest = true) Map<String, Object> options,
            Call call) {
        List<String> given = Git.words(opts);
        if (given.contains("-i") || given.contains("--interactive")) {
            throw new InvocationError("Interactive rebases are not supported");
        }
        GitLine line = git.line(cwd, options, call, "rebase").addAll(given);
        Shell.words(PythonText.str(rev)).forEach(line::name);
        return line.run();
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
        List<String> given = Git.words(opts).stream()
                .filter(word -> !word.equals("-v") && !word.equals("--verbose"))
                .toList();
        return git.line(cwd, options, call, "add", "--verbose")
                .addAll(given)
                .add("--", filename)
                .run();
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
        GitLine line = git.line(cwd, options, call, "commit", "-m", message).opts(opts);
        return (filename == null || filename.isEmpty() ? line : line.add("--", filename)).run();
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
        return git.line(cwd, options, call, "rm").opts(opts).add("--", filename).run();
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
        return git.line(cwd, options, call, "stash", action).opts(opts).merged();
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
        return git.line(cwd, options, call, "submodule", command).opts(opts).run();
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
        if (noIndex) {
            options.put("ignore_retcode", true);
        }
        GitLine line = git.line(cwd, options, call, "diff")
                .opts(opts)
                .flag(noIndex, "--no-index")
                .flag(cached, "--cached")
                .word(item1)
                .word(item2);
        if (paths != null) {
            line.add("--").addAll(Git.items(paths));
        }
        return noIndex ? line.result(true).stdout() : line.merged();
    }
}
