package dev.brine.engine.modules.git;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.InvocationError;
import dev.brine.engine.call.Module;
import dev.brine.engine.modules.host.Truth;
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
        String dir = git.path(cwd, options);
        List<String> words = Git.command(options, "rev-parse");
        words.addAll(Git.words(opts));
        if (rev != null) {
            words.add(rev);
        }
        return git.run(words, dir, options, call);
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
        String dir = git.path(cwd, options);
        List<String> words = Git.command(options, "rev-parse");
        if (brief) {
            words.add("--short");
        }
        words.add(rev);
        return git.run(words, dir, options, call);
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
        String dir = git.path(cwd, options);
        List<String> words = Git.command(options, "merge-base");
        boolean all = Truth.of(options.get("all"));
        words.addAll(Git.words(opts));
        if (all) {
            words.add("--all");
        }
        if (octopus) {
            words.add("--octopus");
        } else if (isAncestor) {
            words.add("--is-ancestor");
        } else if (independent) {
            words.add("--independent");
        } else if (Truth.of(forkPoint)) {
            words.addAll(List.of("--fork-point", String.valueOf(forkPoint)));
        }
        words.addAll(commits);
        if (isAncestor) {
            return git.result(words, dir, options, false, call).ok();
        }
        List<Object> bases =
                new ArrayList<>(git.run(words, dir, options, call).lines().toList());
        return all ? bases : bases.get(0);
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
        String dir = git.path(cwd, options);
        List<String> words = Git.command(options, "symbolic-ref");
        words.addAll(Git.words(opts));
        words.add(ref);
        if (Truth.of(value)) {
            words.add(String.valueOf(value));
        }
        return git.run(words, dir, options, call);
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
        String dir = git.path(cwd, options);
        List<String> words = Git.command(options, "tag");
        List<String> given = Git.words(opts).stream()
                .filter(word -> !word.equals("-a") && !word.equals("--annotate"))
                .toList();
        if (given.stream().anyMatch(word -> word.equals("-m") || word.contains("--message"))) {
            throw new InvocationError("Tag messages must be passed in the \"message\" argument");
        }
        words.addAll(given);
        if (Truth.of(message)) {
            words.addAll(List.of("-m", String.valueOf(message)));
        }
        words.add(name);
        if (!given.contains("-d") && !given.contains("--delete")) {
            words.add(ref);
        }
        return git.merged(words, dir, options, call);
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
