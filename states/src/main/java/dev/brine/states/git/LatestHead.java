package dev.brine.states.git;

import dev.brine.states.state.Args;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the head of a clone stands to the wanted revision, as {@code git.latest} compares them. */
final class LatestHead {
    private final Latest run;
    private final GitCalls git;
    private final RemoteRevision wanted;
    final String commit;
    final @Nullable String branch;
    final @Nullable String localRev;
    final @Nullable String localBranch;
    final List<String> branches;
    final List<String> tags;
    final boolean dirty;
    final boolean matches;

    @Nullable
    String baseRev;

    @Nullable
    String baseBranch;

    boolean present;
    /** Whether the head only has to move forward; null until the remote's commit is here. */
    @Nullable
    Boolean forward;

    LatestHead(Latest run) {
        this.run = run;
        this.git = run.git;
        this.wanted = run.wanted;
        this.commit = wanted.commit() == null ? "" : wanted.commit();
        this.branch = run.branch();
        this.branches = git.list("list_branches", run.target);
        this.tags = git.list("list_tags", run.target);
        this.localRev = run.head();
        this.localBranch = git.quiet("current_branch", run.target);
        this.matches = wanted.is(localRev);
        String difference = run.bare ? "" : git.quiet("diff", run.target, "HEAD");
        this.dirty = difference != null && !difference.isEmpty();
    }

    @Nullable
    Object reset() {
        return run.args.has("force_reset") ? run.args.value("force_reset") : Boolean.FALSE;
    }

    boolean mayReset() {
        return !Boolean.FALSE.equals(reset());
    }

    boolean switching() {
        return branch != null && !branch.equals(localBranch);
    }

    boolean headStays() {
        return !run.args.flag("update_head", true) && !matches && !switching();
    }

    void base() {
        baseRev = localRev;
        baseBranch = localBranch;
        if (switching() && branch != null) {
            boolean known = branches.contains(branch);
            baseRev = known ? git.commit(run.target, branch) : wanted.commit();
            baseBranch = known ? branch : localBranch;
        }
    }

    /** Whether the wanted commit is here, and how the head gets there. */
    void compare() throws Latest.End {
        present = hasCommit();
        boolean keep = dirty && !"remote-changes".equals(reset());
        forward = keep ? Boolean.FALSE : null;
        if (present) {
            if (headStays()) {
                throw stays();
            }
            if (forward == null) {
                forward = ancestor();
            }
        }
        if (Boolean.FALSE.equals(forward) && !mayReset()) {
            throw notForward();
        }
    }

    boolean hasCommit() throws Latest.End {
        boolean hash = wanted.type() == RemoteRevision.Type.HASH || wanted.type() == RemoteRevision.Type.HEAD;
        if (hash && baseRev != null && baseRev.startsWith(commit)) {
            return true;
        }
        if (commit.isEmpty() || git.commit(run.target, commit) == null) {
            return false;
        }
        if (hash) {
            return true;
        }
        if (wanted.type() == RemoteRevision.Type.BRANCH) {
            return commit.equals(git.quiet("rev_parse", run.target, String.valueOf(wanted.upstream())));
        }
        if (!tags.contains(run.rev)) {
            return false;
        }
        String here = git.commit(run.target, run.rev);
        if (!commit.equals(here) && !mayReset()) {
            throw run.failed(
                    "'" + run.rev + "' is a tag, but the remote SHA1 for this tag (" + RemoteRevision.brief(commit)
                            + ") doesn't match the local SHA1 (" + RemoteRevision.brief(here)
                            + "). Set 'force_reset' to True to force this update.");
        }
        return commit.equals(here);
    }

    boolean ancestor() {
        if (baseRev == null) {
            return true;
        }
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("refs", List.of(baseRev, commit));
        options.put("is_ancestor", true);
        options.put("ignore_retcode", true);
        return Args.truth(git.call("merge_base", options, run.target));
    }

    Latest.End stays() {
        String shown = run.rev.equals("HEAD")
                ? "Remote head" + wanted.shown().substring("remote HEAD".length())
                : wanted.shown();
        return new Latest.End(
                true,
                shown + " is already present and local HEAD (" + RemoteRevision.brief(localRev)
                        + ") does not match, but update_head=False. HEAD has not been updated locally.");
    }

    Latest.End notForward() {
        String from = RemoteRevision.brief(baseRev);
        String to = RemoteRevision.brief(commit);
        String local = String.valueOf(localBranch);
        String advice = "";
        String usual = run.defaultBranch();
        if (branch == null && !run.rev.equals("HEAD") && !local.equals(run.rev)) {
            advice = " The desired rev (" + run.rev + ") differs from the name of the local branch (" + local
                    + "), if the desired rev is a branch name then a forced update could possibly be avoided by setting the "
                    + "'branch' argument to '" + run.rev + "' instead.";
        } else if (branch == null && run.rev.equals("HEAD") && usual != null && !usual.equals(local)) {
            advice = " The default remote branch (" + usual + ") differs from the local branch (" + local
                    + "). This could be caused by changing the default remote branch, or if the local branch was manually "
                    + "changed. Rather than forcing an update, it may be advisable to set the 'branch' argument to '"
                    + usual
                    + "' instead. To ensure that this state follows the '" + usual
                    + "' branch instead of the remote HEAD, set the 'rev' argument to '" + usual + "'.";
        }
        return run.failed("Repository would be updated " + (dirty && !from.equals(to) ? "from " + from + " to " : "to ")
                + to
                + (switching() ? " (after checking out local branch '" + branch + "')" : "") + ", but "
                + (dirty ? "there are uncommitted changes" : "this is not a fast-forward merge")
                + ". Set 'force_reset' to True" + (dirty ? " (or 'remote-changes')" : "") + " to force this update"
                + (dirty ? " and discard these changes" : "") + "." + advice);
    }
}
