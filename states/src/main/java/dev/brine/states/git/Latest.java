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

/** One run of {@code git.latest}: what it is to do, and what it has done so far. */
final class Latest {
    final GitCalls git;
    final Args args;
    final String name;
    final String target;
    final String rev;
    final String remote;
    final boolean bare;
    final Map<String, Object> changes = new LinkedHashMap<>();
    final List<String> comments = new ArrayList<>();
    Map<String, Object> refs = Map.of();
    RemoteRevision wanted = new RemoteRevision(null, RemoteRevision.Type.NONE, null, "");

    Latest(StateContext context, String name, String target, Args args) {
        this.git = new GitCalls(context, args);
        this.args = args;
        this.name = name;
        this.target = target;
        this.rev = args.text("rev", "HEAD");
        this.remote = args.text("remote", "origin");
        this.bare = args.flag("bare", false) || args.flag("mirror", false);
    }

    @Nullable
    String branch() {
        return args.has("branch") ? args.text("branch") : null;
    }

    /** The end of a run. */
    static final class End extends Exception {
        private static final long serialVersionUID = 1L;
        private final @Nullable Boolean outcome;

        End(@Nullable Boolean outcome, String comment) {
            super(comment);
            this.outcome = outcome;
        }
    }

    /** What was done before goes along with a failure. */
    End failed(String message) {
        return new End(
                false, message + (comments.isEmpty() ? "" : "\n\nChanges already made: " + GitCalls.joined(comments)));
    }

    End upToDate(List<String> actions) {
        String made = git.test() ? "that would be made: " : "made: ";
        return new End(
                true,
                "Repository " + target + " is up-to-date"
                        + (actions.isEmpty() ? "" : "\n\nChanges " + made + GitCalls.joined(actions)));
    }

    Map<String, Object> result() {
        try {
            check();
            look();
            boolean there = bare ? Files.isDirectory(Path.of(target, "refs")) : git.isClone(target);
            if (there) {
                new LatestUpdate(this).run();
            } else {
                new LatestClone(this).run();
            }
            return Result.changed(name, changes, GitCalls.joined(comments));
        } catch (End e) {
            return Result.of(name, e.outcome, changes, String.valueOf(e.getMessage()));
        } catch (FunctionError e) {
            return Result.of(
                    name,
                    false,
                    changes,
                    String.valueOf(failed(GitCalls.reason(e)).getMessage()));
        }
    }

    private void check() throws End {
        if (remote.isEmpty() || target.isEmpty()) {
            throw new End(false, "'" + (remote.isEmpty() ? "remote" : "target") + "' argument is required");
        }
        if (rev.isEmpty()) {
            throw new End(false, "'" + rev + "' is not a valid value for the 'rev' argument");
        }
        Object reset = args.value("force_reset");
        if (reset != null && !(reset instanceof Boolean) && !reset.equals("remote-changes")) {
            throw new End(false, "'force_reset' must be one of True, False, or 'remote-changes'");
        }
        if (!target.startsWith("/")) {
            throw new End(false, "target '" + target + "' is not an absolute path");
        }
        for (Object each : Args.list(args.value("identity"))) {
            if (!Args.python(each).startsWith("/") && !Args.python(each).startsWith("salt://")) {
                throw new End(false, "identity '" + Args.python(each) + "' is not an absolute path");
            }
        }
        if (Files.isRegularFile(Path.of(target))) {
            throw new End(false, "Target '" + target + "' exists and is a regular file, cannot proceed");
        }
        if (!rev.equals("HEAD") && bare) {
            throw new End(false, "'rev' is not compatible with the 'mirror' and 'bare' arguments");
        }
    }

    private void look() throws End {
        try {
            refs = git.map("remote_refs", Map.of(), name);
        } catch (FunctionError e) {
            throw new End(false, "Failed to check remote refs: " + GitCalls.reason(e));
        }
        if (bare) {
            return;
        }
        wanted = RemoteRevision.of(rev, remote, refs);
        boolean named = wanted.type() == RemoteRevision.Type.BRANCH || wanted.type() == RemoteRevision.Type.TAG;
        if (args.has("depth") && !named) {
            throw new End(
                    false,
                    "When 'depth' is used, 'rev' must be set to the name of a branch or tag on the remote repository");
        }
        if (wanted.commit() == null && !rev.equals("HEAD")) {
            throw new End(false, "No revision matching '" + rev + "' exists in the remote repository");
        }
    }

    /** The branch that the remote's HEAD stands for; null when that cannot be told. */
    @Nullable
    String defaultBranch() {
        Object head = refs.get("HEAD");
        return refs.entrySet().stream()
                .filter(ref -> head != null && ref.getKey().startsWith("refs/heads/") && head.equals(ref.getValue()))
                .map(ref -> ref.getKey().substring("refs/heads/".length()))
                .findFirst()
                .orElse(null);
    }

    /** What sets the followed branch right, and what to say of it; empty when it is right. */
    List<String> following(@Nullable String upstream, boolean done) {
        String desired = wanted.upstream();
        String was = done ? "was" : "would be";
        if (desired == null) {
            boolean unset = upstream != null && wanted.type() != RemoteRevision.Type.HEAD;
            return unset ? List.of("Tracking branch " + was + " unset", "--unset-upstream") : List.of();
        }
        if (desired.equals(upstream)) {
            return List.of();
        }
        String set = upstream == null ? "set" : "updated";
        return List.of("Tracking branch " + was + " " + set + " to " + desired, "--set-upstream-to", desired);
    }

    /** From where a new branch starts. */
    String start() {
        String upstream = wanted.upstream();
        return rev.equals("HEAD") ? String.valueOf(wanted.commit()) : upstream == null ? rev : upstream;
    }

    @Nullable
    String head() {
        return git.quiet("revision", target);
    }

    void submodules() throws End {
        if (!args.flag("submodules", false)) {
            return;
        }
        try {
            git.call("submodule", Map.of("opts", List.of("--init", "--recursive")), target, "update");
        } catch (FunctionError e) {
            throw failed("Failed to update submodules: " + GitCalls.reason(e));
        }
    }

    void revision(@Nullable String before, @Nullable String after) {
        Map<String, Object> revision = new LinkedHashMap<>();
        revision.put("old", before);
        revision.put("new", after);
        changes.put("revision", revision);
    }

    void remove(Path path) {
        git.remove(path.toString());
    }
}
