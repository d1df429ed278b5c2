package dev.brine.states.git;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code rev} stands for in the remote repository.
 *
 * @param commit its hash, or what is given of it; null when the repository is empty
 * @param type what {@code rev} is
 * @param upstream the branch that the local one is to follow; null for none
 * @param shown how it is told to users
 */
record RemoteRevision(
        @Nullable String commit, Type type, @Nullable String upstream, String shown) {

    enum Type {
        BRANCH,
        TAG,
        HASH,
        /** The remote's HEAD: a hash; the branch that is followed stays as it is. */
        HEAD,
        NONE
    }

    /** Salt 3006: a branch comes before a tag, both before a hash. */
    static RemoteRevision of(String rev, String remote, Map<String, Object> refs) {
        if (rev.equals("HEAD")) {
            String head = text(refs.get("HEAD"));
            return new RemoteRevision(
                    head,
                    head == null ? Type.NONE : Type.HEAD,
                    null,
                    head == null ? "" : "remote HEAD (" + brief(head) + ")");
        }
        String branch = text(refs.get("refs/heads/" + rev));
        if (branch != null) {
            String upstream = remote + "/" + rev;
            return new RemoteRevision(branch, Type.BRANCH, upstream, upstream + " (" + brief(branch) + ")");
        }
        String annotated = text(refs.get("refs/tags/" + rev + "^{}"));
        String tag = annotated == null ? text(refs.get("refs/tags/" + rev)) : annotated;
        if (tag != null) {
            return new RemoteRevision(tag, Type.TAG, null, rev + " (" + brief(tag) + ")");
        }
        if (rev.matches("[0-9a-fA-F]{1,40}")) {
            String hash = rev.toLowerCase(Locale.ROOT);
            return new RemoteRevision(hash, Type.HASH, null, brief(hash));
        }
        return new RemoteRevision(null, Type.NONE, null, "");
    }

    boolean is(@Nullable String local) {
        if (commit == null || local == null) {
            return commit == null && local == null;
        }
        return (type == Type.HASH || type == Type.HEAD) ? local.startsWith(commit) : local.equals(commit);
    }

    static String brief(@Nullable String hash) {
        return hash == null ? "None" : hash.substring(0, Math.min(7, hash.length()));
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
