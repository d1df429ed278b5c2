package dev.brine.states.git;

import dev.brine.engine.call.FunctionError;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The part of {@code git.latest} for a target that is no clone yet. */
final class LatestClone {
    private final Latest run;

    LatestClone(Latest run) {
        this.run = run;
    }

    void run() throws Latest.End {
        room();
        if (run.git.test()) {
            run.changes.put("new", run.name + " => " + run.target);
            throw new Latest.End(null, "Repository " + run.name + " would be cloned to " + run.target);
        }
        try {
            run.git.call("clone", Map.of("opts", options()), run.target, run.name);
        } catch (FunctionError e) {
            throw run.failed("Clone failed: " + GitCalls.reason(e));
        }
        run.changes.put("new", run.name + " => " + run.target);
        String kind = run.args.flag("mirror", false) ? " as mirror" : run.bare ? " as bare repository" : "";
        run.comments.add(run.name + " cloned to " + run.target + kind);
        if (!run.bare && run.wanted.commit() != null) {
            checkOut();
            run.submodules();
        }
        String head = run.head();
        if (head != null) {
            run.revision(null, head);
        }
    }

    /** Makes room for the clone where the state may. */
    private void room() throws Latest.End {
        Path target = Path.of(run.target);
        if (!Files.isDirectory(target)) {
            return;
        }
        List<Path> content = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(target)) {
            stream.forEach(content::add);
        } catch (IOException e) {
            throw new Latest.End(false, "cannot list " + target + ": " + e.getMessage());
        }
        if (!run.args.flag("force_clone", false)) {
            if (!content.isEmpty()) {
                throw new Latest.End(
                        false,
                        "Target '" + run.target
                                + "' exists, is non-empty and is not a git repository. Set the 'force_clone' option to True "
                                + "to remove this directory's contents and proceed with cloning the remote repository");
            }
            return;
        }
        run.changes.put("forced clone", true);
        if (run.git.test()) {
            run.changes.put("new", run.name + " => " + run.target);
            throw new Latest.End(
                    null,
                    "Target directory " + run.target + " exists. Since force_clone=True, the contents of " + run.target
                            + " would be deleted, and " + run.name + " would be cloned into this directory.");
        }
        for (Path each : content) {
            run.remove(each);
        }
    }

    private List<Object> options() {
        List<Object> options = new ArrayList<>();
        if (run.bare) {
            options.add(run.args.flag("mirror", false) ? "--mirror" : "--bare");
        }
        if (!run.remote.equals("origin")) {
            options.addAll(List.of("--origin", run.remote));
        }
        if (run.args.has("depth")) {
            options.addAll(List.of("--depth", run.args.text("depth"), "--branch", run.rev));
        }
        return options;
    }

    private void checkOut() throws Latest.End {
        if (run.wanted.type() == RemoteRevision.Type.TAG
                && !run.git.list("list_tags", run.target).contains(run.rev)) {
            throw run.failed("Revision '" + run.rev + "' does not exist in clone");
        }
        String branch = run.branch();
        if (branch != null && !run.git.list("list_branches", run.target).contains(branch)) {
            run.git.call("checkout", Map.of("opts", List.of("-b", branch)), run.target, run.start());
            run.comments.add(
                    "Branch '" + branch + "' checked out, with " + run.wanted.shown() + " as a starting point");
        }
        String local = run.git.quiet("current_branch", run.target);
        if (!run.wanted.is(run.head())) {
            run.git.call("reset", Map.of("opts", List.of("--hard", String.valueOf(run.wanted.commit()))), run.target);
            run.comments.add("Repository was reset to " + run.wanted.shown());
        }
        follow(branch, local);
    }

    private void follow(@Nullable String branch, @Nullable String local) {
        List<String> action = run.following(local == null ? null : run.git.upstream(run.target, local), true);
        boolean known =
                branch == null || run.git.list("list_branches", run.target).contains(branch);
        if (!action.isEmpty() && known) {
            run.git.call("branch", Map.of("opts", action.subList(1, action.size())), run.target);
            run.comments.add(action.get(0));
        }
    }
}
