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
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code git.present} and {@code git.cloned}: that there is a repository, or a clone of one. */
final class Repository {
    private final GitCalls git;
    private final Args args;

    Repository(StateContext context, Args args) {
        this.git = new GitCalls(context, args);
        this.args = args;
    }

    Map<String, Object> present(String name) {
        boolean bare = args.flag("bare", true);
        String kind = bare ? "bare " : "";
        Path path = Path.of(name);
        Map<String, Object> changes = new LinkedHashMap<>();
        if (Files.isDirectory(path)) {
            boolean there = bare ? Files.isRegularFile(path.resolve("HEAD")) : git.isClone(name);
            if (there) {
                return Result.same(name, "");
            }
            if (args.flag("force", false)) {
                changes.put("forced init", true);
                if (git.test()) {
                    changes.put("new", name);
                    return Result.would(
                            name,
                            changes,
                            "Target directory " + name + " exists. Since force=True, the contents of " + name
                                    + " would be deleted, and a " + kind
                                    + "repository would be initialized in its place.");
                }
                git.remove(name);
            } else if (!empty(path)) {
                return Result.failed(
                        name,
                        "Target '" + name
                                + "' exists, is non-empty, and is not a git repository. Set the 'force' option to True to remove "
                                + "this directory's contents and proceed with initializing a repository");
            }
        }
        changes.put("new", name);
        if (git.test()) {
            return Result.would(name, changes, "New " + kind + "repository would be created");
        }
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("bare", bare);
        for (String key : List.of("template", "separate_git_dir", "shared")) {
            options.put(key, args.value(key));
        }
        git.call("init", options, name);
        List<String> done = new ArrayList<>(List.of("Initialized " + kind + "repository in " + name));
        if (args.has("template")) {
            done.add("Template directory set to " + args.text("template"));
        }
        if (args.has("separate_git_dir")) {
            done.add("Gitdir set to " + args.text("separate_git_dir"));
        }
        return Result.changed(name, changes, GitCalls.joined(done));
    }

    static boolean empty(Path directory) {
        String[] content = directory.toFile().list();
        return content == null || content.length == 0;
    }

    Map<String, Object> cloned(String name, String target) {
        if (!target.startsWith("/")) {
            return Result.failed(name, "'target' path must be absolute");
        }
        String branch = args.has("branch") ? args.text("branch") : null;
        if (!Files.exists(Path.of(target))) {
            return clone(name, target, branch);
        }
        try {
            git.call("status", Map.of(), target);
        } catch (FunctionError e) {
            return Result.failed(name, String.valueOf(e.getMessage()));
        }
        String current = branch == null ? "" : git.text("current_branch", Map.of(), target);
        if (branch == null || current.equals(branch)) {
            return Result.same(
                    name,
                    "Repository already exists at " + target
                            + (branch == null ? "" : " and is checked out to branch '" + branch + "'"));
        }
        Map<String, Object> changes = Map.of("branch", Map.of("old", current, "new", branch));
        if (git.test()) {
            return Result.would(name, changes, "Branch would be changed to '" + branch + "'");
        }
        boolean known = git.quiet("rev_parse", target, branch) != null;
        try {
            git.call(
                    "checkout",
                    Map.of("opts", known ? List.of() : List.of("-b", branch)),
                    target,
                    known ? branch : "origin/" + branch);
        } catch (FunctionError e) {
            return Result.failed(name, "Failed to change branch to '" + branch + "': " + e.getMessage());
        }
        return Result.changed(name, changes, "Branch changed to '" + branch + "'");
    }

    private Map<String, Object> clone(String name, String target, @Nullable String branch) {
        Map<String, Object> changes = Map.of("new", name + " => " + target);
        String with = branch == null ? "" : " with branch '" + branch + "'";
        if (git.test()) {
            return Result.would(name, changes, name + " would be cloned to " + target + with);
        }
        try {
            git.call("clone", Map.of("opts", branch == null ? List.of() : List.of("--branch", branch)), target, name);
        } catch (FunctionError e) {
            return Result.failed(name, "Clone failed: " + GitCalls.reason(e));
        }
        return Result.changed(name, changes, name + " cloned to " + target + with);
    }
}
