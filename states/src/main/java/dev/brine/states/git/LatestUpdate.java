package dev.brine.states.git;

import dev.brine.engine.call.FunctionError;
import dev.brine.states.state.Args;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The part of {@code git.latest} for a target that is a clone: compare, fetch, check out, move the head. */
final class LatestUpdate {
    private final Latest run;
    private final GitCalls git;
    private final RemoteRevision wanted;
    private final LatestHead head;

    LatestUpdate(Latest run) {
        this.run = run;
        this.git = run.git;
        this.wanted = run.wanted;
        this.head = new LatestHead(run);
    }

    void run() throws Latest.End {
        if (run.bare) {
            bare();
            return;
        }
        if (wanted.commit() == null && head.localRev != null) {
            throw run.failed("Remote repository is empty, cannot update from a non-empty to an empty repository");
        }
        head.base();
        if (head.dirty && head.matches && !Boolean.TRUE.equals(head.reset())) {
            throw new Latest.End(
                    true,
                    "Repository " + run.target
                            + " is up-to-date, but with uncommitted changes. Set 'force_reset' to True to purge uncommitted "
                            + "changes.");
        }
        if (head.dirty && head.matches && git.test()) {
            run.changes.put("forced update", true);
            throw new Latest.End(
                    null,
                    run.target
                            + " is up-to-date, but with uncommitted changes. Since 'force_reset' is set to True, these local "
                            + "changes would be reset. To only reset when there are changes in the remote repository, set "
                            + "'force_reset' to 'remote-changes'.");
        }
        head.compare();
        String upstream = head.baseBranch == null ? null : git.upstream(run.target, head.baseBranch);
        address();
        if (git.test()) {
            predict(upstream);
        }
        update(run.following(upstream, true));
        finish();
    }

    private void bare() throws Latest.End {
        if (git.test()) {
            throw run.upToDate(List.of("Bare repository at " + run.target + " would be fetched"));
        }
        boolean news = fetch();
        run.comments.add(
                "Bare repository at " + run.target + " was fetched" + (news ? ", resulting in updated refs" : ""));
        finish();
    }

    /** Sets the remote's address. */
    private void address() throws Latest.End {
        Object remotes =
                git.map("remotes", Map.of("redact_auth", false), run.target).get(run.remote);
        Object old = remotes instanceof Map<?, ?> addresses ? addresses.get("fetch") : null;
        if (head.commit.isEmpty() || run.name.equals(old)) {
            return;
        }
        String change = " from " + GitCalls.redacted(old) + " to " + GitCalls.redacted(run.name);
        if (git.test()) {
            List<String> actions = new ArrayList<>(List.of("Remote '" + run.remote + "' would be changed" + change));
            if (!head.present) {
                actions.add("Remote would be fetched");
            }
            if (!head.matches && run.args.flag("update_head", true)) {
                run.revision(head.localRev, head.commit);
                if (Boolean.FALSE.equals(head.forward)) {
                    run.changes.put("forced update", true);
                }
                actions.add("Repository would be " + how() + " to " + RemoteRevision.brief(head.commit));
                throw new Latest.End(null, GitCalls.joined(actions));
            }
            throw run.upToDate(actions);
        }
        git.call("remote_set", Map.of("url", run.name, "remote", run.remote), run.target);
        if (old == null) {
            run.comments.add("Remote '" + run.remote + "' set to " + GitCalls.redacted(run.name));
            run.changes.put("new", run.name + " => " + run.remote);
        } else {
            run.comments.add("Remote '" + run.remote + "' changed" + change);
        }
    }

    private String how() {
        return head.forward == null ? "updated" : head.forward ? "fast-forwarded" : "hard-reset";
    }

    private void predict(@Nullable String upstream) throws Latest.End {
        List<String> actions = new ArrayList<>();
        String to = RemoteRevision.brief(head.commit);
        boolean update = run.args.flag("update_head", true);
        if (!head.present) {
            actions.add("Remote '" + run.remote + "' would be fetched");
        }
        if (!head.matches && (update || head.switching())) {
            run.revision(head.localRev, head.commit);
        }
        if (head.switching() && head.branch != null && !head.branches.contains(head.branch)) {
            actions.add("New branch '" + head.branch + "' would be checked out, with " + wanted.shown()
                    + " as a starting point");
            if (wanted.upstream() != null) {
                actions.add("Tracking branch would be set to " + wanted.upstream());
            }
        } else if (head.switching()) {
            actions.add("Branch '" + head.branch + "' would be checked out and " + how() + " to " + to);
        } else if (!head.matches && update) {
            String verb = Boolean.TRUE.equals(head.forward)
                    ? "fast-forwarded"
                    : head.mayReset() && head.present ? "hard-reset" : "updated";
            actions.add("Repository would be " + verb + " from " + RemoteRevision.brief(head.localRev) + " to " + to);
        } else if (!head.matches) {
            actions.add("Local HEAD (" + RemoteRevision.brief(head.localRev) + ") does not match " + wanted.shown()
                    + " but update_head=False, HEAD would not be updated locally");
        }
        run.following(upstream, false).stream().findFirst().ifPresent(actions::add);
        if (!run.changes.isEmpty()) {
            throw new Latest.End(null, GitCalls.joined(actions));
        }
        if (!head.matches && !update && !actions.isEmpty()) {
            throw new Latest.End(true, GitCalls.joined(actions));
        }
        throw run.upToDate(actions);
    }

    private void update(List<String> following) throws Latest.End {
        boolean follows = !following.isEmpty() && (head.branch == null || head.branches.contains(head.branch));
        if (follows && head.localBranch == null) {
            throw run.failed(
                    "Cannot set/unset upstream tracking branch, local HEAD refers to nonexistent branch. This may have "
                            + "been caused by cloning a remote repository for which the default branch was renamed or deleted. If you "
                            + "are unable to fix the remote repository, you can work around this by setting the 'branch' argument "
                            + "(which will ensure that the named branch is created if it does not already exist).");
        }
        if (!head.commit.isEmpty()) {
            tags();
        }
        if (!head.present) {
            fetched();
        }
        checkOut();
        if (Boolean.FALSE.equals(head.forward)) {
            git.call("reset", Map.of("opts", List.of("--hard", head.commit)), run.target);
            run.changes.put("forced update", true);
            if (head.dirty) {
                run.comments.add("Uncommitted changes were discarded");
            }
            run.comments.add("Repository was hard-reset to " + wanted.shown());
        } else if (head.dirty && head.mayReset()) {
            git.call("discard_local_changes", Map.of(), run.target);
            run.comments.add("Uncommitted changes were discarded");
        }
        if (follows) {
            git.call("branch", Map.of("opts", following.subList(1, following.size())), run.target);
            run.comments.add(following.get(0));
        }
        if (Boolean.TRUE.equals(head.forward) && !wanted.is(head.baseRev)) {
            moveForward();
        }
        run.submodules();
    }

    private void tags() {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("remote", run.remote);
        options.put("opts", "--tags");
        options.put("ignore_retcode", true);
        List<String> there = git.map("ls_remote", options, run.target).keySet().stream()
                .filter(ref -> !ref.endsWith("^{}"))
                .map(ref -> ref.replace("refs/tags/", ""))
                .toList();
        List<Object> fresh = new ArrayList<>(
                there.stream().filter(tag -> !head.tags.contains(tag)).toList());
        List<Object> gone = new ArrayList<>(
                head.tags.stream().filter(tag -> !there.contains(tag)).toList());
        head.present = head.present && fresh.isEmpty() && gone.isEmpty();
        if (!fresh.isEmpty()) {
            run.changes.put("new_tags", fresh);
        }
        if (!gone.isEmpty() && run.args.flag("sync_tags", true)) {
            gone.forEach(tag -> git.call("tag", Map.of("opts", "-d"), run.target, tag));
            run.changes.put("deleted_tags", gone);
            run.comments.add("The following tags were removed from the local checkout: "
                    + String.join(", ", gone.stream().map(Args::python).toList()));
        }
    }

    private boolean fetch() throws Latest.End {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("remote", run.remote);
        options.put("force", run.args.flag("force_fetch", false));
        options.put(
                "refspecs",
                run.args.flag("fetch_tags", true)
                        ? List.of(
                                "refs/heads/" + run.args.text("refspec_branch", "*") + ":refs/remotes/" + run.remote
                                        + "/" + run.args.text("refspec_branch", "*"),
                                "+refs/tags/" + run.args.text("refspec_tag", "*") + ":refs/tags/"
                                        + run.args.text("refspec_tag", "*"))
                        : List.of());
        try {
            return Args.truth(git.call("fetch", options, run.target));
        } catch (FunctionError e) {
            throw run.failed(
                    "Fetch failed. Set 'force_fetch' to True to force the fetch if the failure was due to not being able "
                            + "to fast-forward. Output of the fetch command follows:\n\n" + GitCalls.reason(e));
        }
    }

    private void fetched() throws Latest.End {
        if (fetch()) {
            run.comments.add(run.name + " was fetched, resulting in updated refs");
        }
        try {
            git.call("rev_parse", Map.of("ignore_retcode", true), run.target, head.commit + "^{commit}");
        } catch (FunctionError e) {
            throw new Latest.End(
                    false,
                    "Fetch did not successfully retrieve rev '" + run.rev + "' from " + run.name + ": "
                            + e.getMessage());
        }
        if (head.headStays()) {
            throw head.stays();
        }
        head.forward = head.ancestor();
        if (!head.mayReset() && (!head.forward || head.dirty)) {
            throw head.notForward();
        }
    }

    private void checkOut() throws Latest.End {
        if (!head.switching() || head.branch == null) {
            return;
        }
        boolean force = run.args.flag("force_checkout", false);
        if (head.dirty && !force) {
            throw new Latest.End(
                    false,
                    "Local branch '" + head.localBranch
                            + "' has uncommitted changes. Set 'force_checkout' to True to discard them and proceed.");
        }
        boolean known = head.branches.contains(head.branch);
        List<Object> options = known ? List.of() : List.of("-b", head.branch);
        git.call("checkout", Map.of("force", force, "opts", options), run.target, known ? head.branch : run.start());
        run.comments.add(
                known
                        ? "'" + head.branch + "' was checked out"
                        : "New branch '" + head.branch + "' was checked out, with " + wanted.shown()
                                + " as a starting point");
    }

    private void moveForward() throws Latest.End {
        if (wanted.upstream() == null && !run.rev.equals("HEAD")) {
            git.call("reset", Map.of("opts", List.of("--hard", run.rev)), run.target);
            run.comments.add("Repository was reset to " + run.rev + " (fast-forward)");
            return;
        }
        Map<String, Object> quiet = Map.of("opts", List.of("--quiet"), "ignore_retcode", true);
        if (git.text("symbolic_ref", quiet, run.target, "HEAD").isEmpty()) {
            throw run.failed("Unable to fast-forward, HEAD is detached");
        }
        git.call("merge", Map.of("rev", head.commit, "opts", List.of("--ff-only")), run.target);
        run.comments.add("Repository was fast-forwarded to " + wanted.shown());
    }

    private void finish() throws Latest.End {
        String now = run.head();
        if (!run.bare && !wanted.is(now)) {
            throw run.failed("Failed to update repository");
        }
        if (String.valueOf(head.localRev).equals(String.valueOf(now))) {
            throw run.upToDate(run.comments);
        }
        run.revision(head.localRev, now);
    }
}
