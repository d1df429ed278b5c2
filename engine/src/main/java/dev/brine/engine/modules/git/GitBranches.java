package dev.brine.engine.modules.git;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.Module;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code git}: branches. */
@Module("git")
public final class GitBranches {
    private final Git git;

    GitBranches(Git git) {
        this.git = git;
    }

    @Fn(doc = """
            Return the branch that is checked out.

            cwd: directory of the clone""" + Git.OPTIONS)
    public String currentBranch(String cwd, @Arg(rest = true) Map<String, Object> options, Call call) {
        String dir = git.path(cwd, options);
        return git.run(List.of("git", "rev-parse", "--abbrev-ref", "HEAD"), dir, options, call);
    }

    @Fn(doc = """
            Run git branch.

            cwd: directory of the clone
            name: the branch""" + Git.OPTIONS)
    public boolean branch(
            String cwd,
            @Arg(dflt = "None") @Nullable String name,
            @Arg(dflt = "''") Object opts,
            @Arg(rest = true) Map<String, Object> options,
            Call call) {
        GitLine line = git.line(cwd, options, call, "branch").opts(opts);
        (name == null ? line : line.add(name)).run();
        return true;
    }

    @Fn(doc = """
            Return the branches.

            cwd: directory of the clone
            remote: those of remotes""" + Git.OPTIONS)
    public List<Object> listBranches(
            String cwd, @Arg(dflt = "False") boolean remote, @Arg(rest = true) Map<String, Object> options, Call call) {
        String dir = git.path(cwd, options);
        String refs = "refs/" + (remote ? "remotes" : "heads") + "/";
        List<String> words = List.of("git", "for-each-ref", "--format", "%(refname:short)", refs);
        return new ArrayList<>(git.run(words, dir, options, call).lines().toList());
    }
}
