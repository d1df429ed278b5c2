/**
 * The master's file server: {@code salt://} paths out of directories by environment.
 *
 * <p>Reading order: {@link dev.brine.engine.fileserver.FileRoots} finds and opens files without ever leaving a root; {@link
 * dev.brine.engine.fileserver.FileTree} lists an environment; {@link dev.brine.engine.fileserver.FileServer} answers the
 * requests of minions in the shapes they know.
 *
 * <p>Thread rule: immutable but for caches that any thread may use.
 */
@NullMarked
package dev.brine.engine.fileserver;

import org.jspecify.annotations.NullMarked;
