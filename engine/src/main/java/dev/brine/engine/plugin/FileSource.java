package dev.brine.engine.plugin;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

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

    List<String> environments() throws IOException;
}
