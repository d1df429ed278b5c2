package dev.brine.engine.plugin;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Files of the file server as a minion (or the master itself) gets them.
 *
 * <p>Paths are relative to the roots, with forward slashes, without {@code salt://}. May block on the network; safe for many
 * threads.
 */
public interface FileSource {

    /** A local, current copy of the file; empty when no root of the environment holds it. */
    Optional<Path> fetch(String path, String saltenv) throws IOException;

    /** The file's hash as hex, by the server's {@code hash_type}; empty when there is no such file. */
    Optional<String> hash(String path, String saltenv) throws IOException;

    /** Relative paths of all files below {@code prefix} ("" = all). */
    List<String> list(String saltenv, String prefix) throws IOException;

    /** Relative paths of all directories below {@code prefix}. */
    List<String> directories(String saltenv, String prefix) throws IOException;

    /** The symbolic links below {@code prefix} ("" = all) and what they hold; none where there are no links. */
    default Map<String, String> links(String saltenv, String prefix) throws IOException {
        return Map.of();
    }

    /** The mode of the file at the server, with the bits that say what kind of file it is; empty when that is not known. */
    default Optional<Long> mode(String path, String saltenv) throws IOException {
        return Optional.empty();
    }

    List<String> environments() throws IOException;

    /**
     * Options that the server of the files gives for state runs with them ({@code _master_opts}); empty where the files are
     * local, whose own options hold.
     */
    default Map<String, @Nullable Object> options() throws IOException {
        return Map.of();
    }

    /**
     * The SLS files by environment that {@code master_tops} of the server name for a minion; empty where the files are local.
     *
     * @param opts the minion's options as tops see them
     */
    default Map<String, List<String>> tops(String id, Map<String, Object> opts) throws IOException {
        return Map.of();
    }
}
