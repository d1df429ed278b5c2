package dev.brine.states.git;

import dev.brine.engine.call.FunctionError;
import dev.brine.states.state.Args;
import dev.brine.states.state.Result;
import dev.brine.states.state.StateContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One run of {@code git.detached}: a commit that is checked out, on no branch. */
final class Detached {
    private final GitCalls git;
    private final Args args;
    private final String name;
    private final String rev;
    private final String target;
    private final String remote;
    private final boolean hash;
    private final Map<String, Object> changes = new LinkedHashMap<>();
    private final List<String> comments = new ArrayList<>();

    Detached(StateContext context, String name, String rev, String target, Args args) {
        this.git = new GitCalls(context, args);
        this.args = args;
        this.name = name;
        this.hash = rev.matches("[0-9a-fA-F]{1,40}");
        this.rev = hash ? rev.toLowerCase(Locale.ROOT) : rev;
        this.target = target;
        this.remote = args.text("remote", "origin");
    }

    private Map<String, Object> failed(String message) {
        return Result.of(
                name,
                false,
                changes,
                message + (comments.isEmpty() ? "" : "\n\nChanges already made: " + GitCalls.joined(comments)));
    }

    private Map<String, Object> would(String message) {
        return Result.would(name, changes, message);
    }

    Map<String, Object> result() {
        if (rev.isEmpty() || target.isEmpty()) {
            return failed(
                    "'" + rev + "' is not a valid value for the '" + (rev.isEmpty() ? "rev" : "target") + "' argument");
        }
        if (!target.startsWith("/")) {
            return failed("Target '" + target + "' is not an absolute path");
        }
        if (Files.isRegularFile(Path.of(target))) {
            return failed("Target '" + target + "' exists and is a regular file, cannot proceed");
        }
        try {
            return git.isClone(target) ? existing() : fresh();
        } catch (FunctionError e) {
            return failed(GitCalls.reason(e));
        }
    }

    private Map<String, Object> existing() {
        String local = git.quiet("revision", target);
        if (hash) {
            boolean here = git.quiet("describe", target, rev) != null;
            return fetched(local, here);
        }
        Object address =
                git.map("remotes", Map.of("redact_auth", false), target).get(remote);
        Object current = address instanceof Map<?, ?> map ? map.get("fetch") : null;
        if (current == null || !current.toString().contains(name)) {
            if (git.test()) {
                return would("Remote " + remote + " would be set to " + name);
            }
            git.call("remote_set", Map.of("url", name, "remote", remote), target);
            comments.add("Remote " + remote + " updated from '" + Args.python(current) + "' to '" + name + "'");
        }
        return fetched(local, false);
    }

    private Map<String, Object> fresh() {
        boolean force = args.flag("force_clone", false);
        if (Files.isDirectory(Path.of(target))) {
            if (force && git.test()) {
                return would("Target directory " + target + " exists. Since force_clone=True, the contents of " + target
                        + " would be deleted, and " + name + " would be cloned into this directory.");
            }
            if (force) {
                git.remove(target);
                changes.put("forced clone", true);
            } else if (!Repository.empty(Path.of(target))) {
                return failed("Target '" + target
                        + "' exists, is non-empty and is not a git repository. Set the 'force_clone' option to True to remove "
                        + "this directory's contents and proceed with cloning the remote repository");
            }
        }
        if (git.test()) {
            return would("Repository " + name + " would be cloned to " + target);
        }
        List<Object> options = new ArrayList<>(List.of("--no-checkout"));
        if (!remote.equals("origin")) {
            options.addAll(List.of("--origin", remote));
        }
        git.call("clone", Map.of("opts", options), target, name);
        comments.add(name + " cloned to " + target);
        return fetched(null, false);
    }

    private Map<String, Object> fetched(@Nullable String local, boolean here) {
        if (!here && args.flag("fetch_remote", true)) {
            if (git.test()) {
                return would("Repository remote " + remote + " would be fetched");
            }
            Map<String, Object> options = new LinkedHashMap<>();
            options.put("remote", remote);
            options.put("force", true);
            options.put("refspecs", List.of("refs/heads/*:refs/remotes/" + remote + "/*", "+refs/tags/*:refs/tags/*"));
            try {
                if (Args.truth(git.call("fetch", options, target))) {
                    comments.add("Remote " + remote + " was fetched, resulting in updated refs");
                }
            } catch (FunctionError e) {
                return failed("Fetch failed:\n\n" + e.getMessage());
            }
        }
        String commit = commit();
        if (commit.isEmpty()) {
            // Salt 3006: what was cloned or fetched before is not told
            return Result.of(name, false, changes, "Revision '" + rev + "' does not exist");
        }
        return checkedOut(local, commit);
    }

    private String commit() {
        if (hash) {
            return git.text("describe", Map.of(), target, rev).isEmpty() ? "" : rev;
        }
        Map<String, Object> refs = git.map("remote_refs", Map.of(), target);
        Object found = refs.getOrDefault("refs/remotes/" + remote + "/" + rev, refs.get("refs/tags/" + rev));
        return found == null ? "" : found.toString();
    }

    private Map<String, Object> checkedOut(@Nullable String local, String commit) {
        if (args.flag("hard_reset", false)) {
            if (git.test()) {
                return would("Hard reset to HEAD would be performed on " + target);
            }
            git.call("reset", Map.of("opts", List.of("--hard", "HEAD")), target);
            comments.add("Repository was reset to HEAD before checking out revision");
        }
        Map<String, Object> head = new LinkedHashMap<>();
        head.put("old", local);
        if (!commit.equals(local)) {
            if (git.test()) {
                head.put("new", commit);
                changes.put("HEAD", head);
                return would("Commit ID " + commit + " would be checked out at " + target);
            }
            git.call("checkout", Map.of("force", args.flag("force_checkout", false)), target, commit);
            comments.add("Commit ID " + commit + " was checked out at " + target);
            head.put("new", git.quiet("revision", target));
            changes.put("HEAD", head);
        }
        if (args.flag("submodules", false)) {
            git.call("submodule", Map.of("opts", List.of("--init", "--recursive")), target, "update");
            comments.add("Submodules were updated");
        }
        if (commit.equals(local)) {
            comments.add("Already checked out at correct revision");
        }
        return Result.changed(name, changes, GitCalls.joined(comments));
    }
}
