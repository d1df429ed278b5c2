package dev.brine.engine.modules.git;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.InvocationError;
import dev.brine.engine.call.Module;
import dev.brine.engine.modules.host.PythonText;
import dev.brine.engine.modules.host.Truth;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code git}: commits and what names them. */
@Module("git")
public final class GitRevisions {
    private final Git git;

    GitRevisions(Git git) {
        this.git = git;
    }

    @Fn(doc = """
            Return what git rev-parse says.

            cwd: directory of the clone
            rev: name of a commit""" + Git.OPTIONS)
    public String revParse(
            String cwd,
            @Arg(dflt = "None") @Nullable String rev,
            @Arg(dflt = "''") Object opts,
            @Arg(rest = true) Map<String, Object> options,
            Call call) {
        GitLine line = git.line(cwd, options, call, "rev-parse").opts(opts);
        return (rev == null ? line : line.add(rev)).run();
    }

    @Fn(doc = """
            Return the hash of a commit.

            cwd: directory of the clone
            rev: its name
            short: a short one""" + Git.OPTIONS)
    public String revision(
            String cwd,
            @Arg(dflt = "'HEAD'") String rev,
            @Arg(dflt = "False", name = "short") boolean brief,
            @Arg(rest = true) Map<String, Object> options,
            Call call) {
        return git.line(cwd, options, call, "rev-parse")
                .flag(brief, "--short")
                .add(rev)
                .run();
    }

    @Fn(doc = """
            Return a name for a commit, by the nearest tag.

            cwd: directory of the clone
            rev: the commit""" + Git.OPTIONS)
    public String describe(
            String cwd, @Arg(dflt = "'HEAD'") String rev, @Arg(rest = true) Map<String, Object> options, Call call) {
        String dir = git.path(cwd, options);
        return git.run(List.of("git", "describe", "--always", rev), dir, options, call);
    }

    @Fn(doc = """
            Return the commit from which others come, or whether one comes from the other.

            cwd: directory of the clone
            refs: the commits, a list or a text with commas
            octopus, independent, fork_point: as for git
            is_ancestor: whether the second comes from the first
            all: all of them""" + Git.OPTIONS)
    public Object mergeBase(
            String cwd,
            @Arg(dflt = "None") @Nullable Object refs,
            @Arg(dflt = "False") boolean octopus,
            @Arg(dflt = "False") boolean isAncestor,
            @Arg(dflt = "False") boolean independent,
            @Arg(dflt = "None") @Nullable String forkPoint,
            @Arg(dflt = "''") Object opts,
            @Arg(rest = true) Map<String, Object> options,
            Call call) {
        List<String> commits = Git.items(refs).stream().map(String::strip).toList();
        if (isAncestor && commits.size() != 2) {
            throw new InvocationError("Two refs/commits are required if 'is_ancestor' is True");
        }
        boolean all = Truth.of(options.get("all"));
        GitLine line = git.line(cwd, options, call, "merge-base").opts(opts).flag(all, "--all");
        if (octopus) {
            line.add("--octopus");
        } else if (isAncestor) {
            line.add("--is-ancestor");
        } else if (independent) {
            line.add("--independent");
        } else if (forkPoint != null && !forkPoint.isEmpty()) {
            line.add("--fork-point", forkPoint);
        }
        line.addAll(commits);
        if (isAncestor) {
            return line.result(false).ok();
        }
        List<Object> bases = new ArrayList<>(line.run().lines().toList());
        return all ? bases : bases.get(0);
    }

    @Fn(doc = """
            Return what a merge of two commits would give, as git merge-tree shows it.

            cwd: directory of the clone
            ref1, ref2: the commits
            base: the commit from which both come; looked for by default""" + Git.OPTIONS)
    public String mergeTree(
            String cwd,
            String ref1,
            String ref2,
            @Arg(dflt = "None") @Nullable String base,
            @Arg(rest = true) Map<String, Object> options,
            Call call) {
        return git.line(cwd, options, call, "merge-tree")
                .name(base == null ? base(cwd, ref1, ref2, call) : base)
                .name(ref1)
                .name(ref2)
                .run();
    }

    private String base(String cwd, String ref1, String ref2, Call call) {
        try {
            return git.line(cwd, Map.of(), call, "merge-base")
                    .name(ref1)
                    .name(ref2)
                    .run();
        } catch (FunctionError e) {
            throw new FunctionError("Unable to determine merge base for " + ref1 + " and " + ref2, e);
        }
    }

    @Fn(doc = """
            Return or set what a name such as HEAD stands for.

            cwd: directory of the clone
            ref: the name
            value: what it is to stand for""" + Git.OPTIONS)
    public String symbolicRef(
            String cwd,
            String ref,
            @Arg(dflt = "None") @Nullable String value,
            @Arg(dflt = "''") Object opts,
            @Arg(rest = true) Map<String, Object> options,
            Call call) {
        return git.line(cwd, options, call, "symbolic-ref")
                .opts(opts)
                .add(ref)
                .word(value)
                .run();
    }

    @Fn(doc = """
            Write the files of a commit into an archive.

            cwd: directory of the clone
            output: the archive
            rev: the commit
            prefix: what comes before the names in it; the name of cwd by default, nothing when it is empty
            format: tar, zip, ...; by the name of the archive when it is not given""" + Git.OPTIONS)
    public boolean archive(
            String cwd,
            String output,
            @Arg(dflt = "'HEAD'") String rev,
            @Arg(dflt = "None") @Nullable String prefix,
            @Arg(rest = true) Map<String, Object> options,
            Call call) {
        GitLine line = git.line(cwd, options, call, "archive");
        if (prefix == null) {
            line.add("--prefix", Path.of(git.path(cwd, options)).getFileName() + "/");
        } else if (!prefix.isEmpty()) {
            line.add("--prefix", prefix);
        }
        if (Truth.of(options.get("format"))) {
            line.add("--format", PythonText.str(options.get("format")));
        }
        line.add("--output", git.path(output, options)).name(rev).run();
        return true;
    }

    @Fn(doc = """
            Make or delete a tag.

            cwd: directory of the clone
            name: its name
            ref: the commit
            message: what to say of it""" + Git.OPTIONS)
    public String tag(
            String cwd,
            String name,
            @Arg(dflt = "'HEAD'") String ref,
            @Arg(dflt = "None") @Nullable String message,
            @Arg(dflt = "''") Object opts,
            @Arg(rest = true) Map<String, Object> options,
            Call call) {
        List<String> given = Git.words(opts).stream()
                .filter(word -> !word.equals("-a") && !word.equals("--annotate"))
                .toList();
        if (given.stream().anyMatch(word -> word.equals("-m") || word.contains("--message"))) {
            throw new InvocationError("Tag messages must be passed in the \"message\" argument");
        }
        GitLine line = git.line(cwd, options, call, "tag").addAll(given);
        if (message != null && !message.isEmpty()) {
            line.add("-m", message);
        }
        line.add(name);
        boolean removal = given.contains("-d") || given.contains("--delete");
        return (removal ? line : line.add(ref)).merged();
    }

    @Fn(doc = """
            Return the tags.

            cwd: directory of the clone""" + Git.OPTIONS)
    public List<Object> listTags(String cwd, @Arg(rest = true) Map<String, Object> options, Call call) {
        String dir = git.path(cwd, options);
        List<String> words = List.of("git", "for-each-ref", "--format", "%(refname:short)", "refs/tags/");
        return new ArrayList<>(git.run(words, dir, options, call).lines().toList());
    }
}
