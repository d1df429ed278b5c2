package dev.brine.engine.modules.git;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.InvocationError;
import dev.brine.engine.call.Module;
import dev.brine.engine.modules.host.CommandRunner;
import dev.brine.engine.modules.host.PythonText;
import dev.brine.engine.modules.host.Truth;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code git}: the further working trees of a clone. */
@Module("git")
public final class GitWorktrees {
    private static final Logger log = LoggerFactory.getLogger(GitWorktrees.class);

    private final Git git;
    private final GitRepositories repositories;

    GitWorktrees(Git git) {
        this.git = git;
        this.repositories = new GitRepositories(git);
    }

    @Fn(doc = """
            Return the working trees of a clone by path: {branch, HEAD, detached, stale, tags}.

            cwd: directory of the clone
            stale: those whose directories are gone
            all: both, those that are gone and those that are there""" + Git.OPTIONS)
    public Map<String, Object> listWorktrees(
            String cwd, @Arg(dflt = "False") boolean stale, @Arg(rest = true) Map<String, Object> options, Call call) {
        boolean all = Truth.of(options.get("all"));
        if (all && stale) {
            throw new FunctionError("'all' and 'stale' cannot both be set to True");
        }
        String listed =
                git.line(cwd, options, call, "worktree", "list", "--porcelain").run();
        Map<String, Object> trees = new LinkedHashMap<>();
        for (String block : listed.strip().split("\n\n")) {
            Map<String, String> facts = facts(block);
            if (!facts.keySet().containsAll(List.of("worktree", "HEAD", "branch"))) {
                log.debug("git.list_worktrees {}: left out, as it has no branch or commit: {}", cwd, block);
                continue;
            }
            String path = facts.getOrDefault("worktree", "");
            boolean gone = !Files.isDirectory(Path.of(path));
            if (all || gone == stale) {
                trees.put(path, tree(facts, gone, cwd, options, call));
            }
        }
        return trees;
    }

    private static Map<String, String> facts(String block) {
        Map<String, String> facts = new LinkedHashMap<>();
        block.lines().forEach(line -> {
            String[] pair = line.equals("detached") ? new String[] {"branch", line} : line.split("\\s+", 2);
            if (pair.length == 2) {
                facts.putIfAbsent(pair[0], pair[1]);
            }
        });
        return facts;
    }

    private Map<String, Object> tree(
            Map<String, String> facts, boolean gone, String cwd, Map<String, Object> options, Call call) {
        String branch = facts.getOrDefault("branch", "");
        String head = facts.getOrDefault("HEAD", "");
        boolean detached = branch.equals("detached");
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("stale", gone);
        tree.put("HEAD", head);
        tree.put("detached", detached);
        tree.put("branch", detached ? null : branch.replaceFirst("refs/heads/", ""));
        if (detached) {
            List<Object> tags = new ArrayList<>(git.line(cwd, options, call, "tag", "--points-at", head)
                    .run()
                    .lines()
                    .toList());
            if (!tags.isEmpty()) {
                tree.put("tags", tags);
            }
        }
        return tree;
    }

    @Fn(doc = """
            Add a working tree to a clone.

            cwd: directory of the clone
            worktree_path: directory of the working tree
            ref: what to check out there
            reset_branch: the branch may exist; it is set to ref
            force: also a branch that is checked out elsewhere
            detach: without a branch
            branch: the new branch; it has the name of the directory by default""" + Git.OPTIONS)
    public String worktreeAdd(
            String cwd,
            String worktreePath,
            @Arg(dflt = "None") @Nullable String ref,
            @Arg(dflt = "None") @Nullable Object resetBranch,
            @Arg(dflt = "None") @Nullable Object force,
            @Arg(dflt = "False") boolean detach,
            @Arg(dflt = "''") Object opts,
            @Arg(rest = true) Map<String, Object> options,
            Call call) {
        Object branch = options.get("branch");
        if (Truth.of(branch) && detach) {
            throw new InvocationError("Only one of 'branch' and 'detach' is allowed");
        }
        GitLine line = git.line(cwd, options, call, "worktree", "add");
        if (detach) {
            line.add("--detach");
        } else {
            String name = Truth.of(branch)
                    ? PythonText.str(branch)
                    : String.valueOf(Path.of(worktreePath).getFileName());
            line.add(Truth.of(resetBranch) ? "-B" : "-b", Git.name(name)).flag(Truth.of(force), "--force");
        }
        return line.opts(opts).name(worktreePath).name(ref).merged();
    }

    @Fn(doc = """
            Forget the working trees whose directories are gone. Returns what git says of them.

            cwd: directory of the clone
            dry_run: only say which
            verbose: name each
            expire: only those that have not been used since then""" + Git.OPTIONS)
    public String worktreePrune(
            String cwd,
            @Arg(dflt = "False") boolean dryRun,
            @Arg(dflt = "True") boolean verbose,
            @Arg(dflt = "None") @Nullable String expire,
            @Arg(dflt = "''") Object opts,
            @Arg(rest = true) Map<String, Object> options,
            Call call) {
        GitLine line = git.line(cwd, options, call, "worktree", "prune")
                .flag(dryRun, "--dry-run")
                .flag(verbose, "--verbose");
        if (expire != null && !expire.isEmpty()) {
            line.add("--expire", expire);
        }
        CommandRunner.Result result = line.opts(opts).both();
        // git 2.36 and later name them among the errors
        return result.stderr().isEmpty() ? result.stdout() : result.stderr();
    }

    @Fn(doc = """
            Remove the directory of a working tree; git.worktree_prune makes the clone forget it.

            cwd: the directory
            user: whose home a relative path begins at
            output_encoding: accepted as Salt accepts it
            """)
    public boolean worktreeRm(
            String cwd,
            @Arg(dflt = "None") @Nullable String user,
            @Arg(dflt = "None") @Nullable String outputEncoding,
            Call call) {
        Map<String, Object> account = new LinkedHashMap<>();
        account.put("user", user);
        String dir = git.path(cwd, account);
        if (!Files.exists(Path.of(dir), LinkOption.NOFOLLOW_LINKS)) {
            throw new FunctionError(dir + " does not exist");
        }
        if (!repositories.isWorktree(dir, Map.of(), call)) {
            throw new FunctionError(dir + " is not a git worktree");
        }
        try {
            call.functions().value(List.of(dir), Map.of(), call.nested("file.remove"));
        } catch (FunctionError e) {
            throw new FunctionError("Unable to remove " + dir + ": " + e.getMessage(), e);
        }
        return true;
    }
}
