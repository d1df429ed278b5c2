package dev.brine.engine.modules.git;

import dev.brine.engine.modules.host.Host;
import java.util.List;

/** Makes the module {@code git}. */
public final class GitModule {
    private GitModule() {}

    /** Its objects. */
    public static List<Object> of(Host host) {
        Git git = new Git(host);
        return List.of(
                new GitRepositories(git),
                new GitConfig(git),
                new GitRemotes(git),
                new GitRevisions(git),
                new GitBranches(git),
                new GitWorktrees(git),
                new GitWork(git));
    }
}
