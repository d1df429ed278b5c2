package dev.brine.states.git;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.Module;
import dev.brine.states.state.Args;
import dev.brine.states.state.StateContext;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code git}: clones, repositories and configuration as they are to be. */
@Module("git")
public final class GitStates {
    private static final String SHARED = """

            user: account to run git as
            identity: file of an SSH key, or a list of them
            https_user, https_pass: for the address
            """;

    private final StateContext context;

    public GitStates(StateContext context) {
        this.context = context;
    }

    @Fn(doc = """
            Make sure that a repository is cloned and its clone up to date.

            name: address of the repository
            target: directory of the clone
            rev: the branch, tag or commit of the repository
            branch: the branch in the clone
            update_head: move the head; False: only fetch
            force_checkout, force_clone, force_fetch, force_reset: what may be discarded
            submodules: update them, too
            bare, mirror: a clone without files
            remote: name of the remote
            fetch_tags, sync_tags, refspec_branch, refspec_tag: what is fetched
            depth: so many commits only""" + SHARED)
    public Map<String, Object> latest(
            String name, @Arg(dflt = "''") @Nullable String target, @Arg(rest = true) Map<String, Object> kwargs) {
        return new Latest(context, name, target == null ? "" : target, new Args(kwargs)).result();
    }

    @Fn(doc = """
            Make sure that there is a repository.

            name: its directory
            force: remove what else is there
            bare: without files
            template, separate_git_dir, shared: options of git init""" + SHARED)
    public Map<String, Object> present(String name, @Arg(rest = true) Map<String, Object> kwargs) {
        return new Repository(context, new Args(kwargs)).present(name);
    }

    @Fn(doc = """
            Make sure that a repository is cloned, whatever its clone holds.

            name: address of the repository
            target: directory of the clone
            branch: the branch that is to be checked out""" + SHARED)
    public Map<String, Object> cloned(String name, String target, @Arg(rest = true) Map<String, Object> kwargs) {
        return new Repository(context, new Args(kwargs)).cloned(name, target);
    }

    @Fn(doc = """
            Make sure that a commit of a repository is checked out, on no branch.

            name: address of the repository
            rev: the commit, branch or tag
            target: directory of the clone
            remote: name of the remote
            force_clone, force_checkout, hard_reset: what may be discarded
            fetch_remote: fetch first
            submodules: update them, too""" + SHARED)
    public Map<String, Object> detached(
            String name, String rev, String target, @Arg(rest = true) Map<String, Object> kwargs) {
        return new Detached(context, name, rev, target, new Args(kwargs)).result();
    }

    @Fn(doc = """
            Make sure that a configuration has a value.

            name: its name
            value: the value
            multivar: several values
            repo: directory of the clone
            global: for the account instead""" + SHARED)
    public Map<String, Object> configSet(String name, @Arg(rest = true) Map<String, Object> kwargs) {
        return new Configuration(context, new Args(kwargs)).set(name);
    }

    @Fn(doc = """
            Make sure that a configuration does not have a value.

            name: its name, an expression
            value_regex: only values that this matches
            repo: directory of the clone
            global: for the account instead
            all: also when there are several values""" + SHARED)
    public Map<String, Object> configUnset(String name, @Arg(rest = true) Map<String, Object> kwargs) {
        return new Configuration(context, new Args(kwargs)).unset(name);
    }
}
