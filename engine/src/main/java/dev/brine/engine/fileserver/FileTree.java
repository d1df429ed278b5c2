package dev.brine.engine.fileserver;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything below the roots of one environment; paths are relative, with forward slashes, in order.
 *
 * @param files regular files
 * @param directories all directories
 * @param empty directories without an entry
 * @param links symbolic links and what they hold
 */
record FileTree(Set<String> files, Set<String> directories, Set<String> empty, Map<String, String> links) {
    private static final Logger log = LoggerFactory.getLogger(FileTree.class);
    private static final int DEPTH = 128;

    static FileTree of(FileRoots roots, String saltenv) {
        FileTree tree = new FileTree(new TreeSet<>(), new TreeSet<>(), new TreeSet<>(), new TreeMap<>());
        for (Path root : roots.of(saltenv)) {
            if (Files.isDirectory(root)) {
                tree.walk(roots, saltenv, root, root, new LinkedHashSet<>());
            }
        }
        return tree;
    }

    private void walk(FileRoots roots, String saltenv, Path root, Path directory, Set<Path> above) {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            stream.forEach(entries::add);
            Path real = directory.toRealPath();
            // a link to a directory above would be walked for ever
            if (above.size() > DEPTH || !above.add(real)) {
                return;
            }
            for (Path entry : entries) {
                add(roots, saltenv, root, entry, above);
            }
            above.remove(real);
        } catch (IOException e) {
            log.warn("{}: cannot list it: {}", directory, e.toString());
        }
        if (entries.isEmpty() && !directory.equals(root)) {
            empty.add(root.relativize(directory).toString());
        }
    }

    private void add(FileRoots roots, String saltenv, Path root, Path entry, Set<Path> above) throws IOException {
        String relative = root.relativize(entry).toString();
        if (roots.ignored(relative)) {
            return;
        }
        boolean link = Files.isSymbolicLink(entry);
        if (link) {
            links.putIfAbsent(relative, Files.readSymbolicLink(entry).toString());
            if (!roots.servable(entry, saltenv)) {
                return;
            }
        }
        if (Files.isDirectory(entry)) {
            directories.add(relative);
            walk(roots, saltenv, root, entry, above);
        } else if (Files.isRegularFile(entry)) {
            files.add(relative);
        }
    }

    static List<String> below(Set<String> paths, String prefix) {
        String start = prefix.replaceAll("^/+|/+$", "");
        if (start.isEmpty()) {
            return List.copyOf(paths);
        }
        return paths.stream()
                .filter(p -> p.equals(start) || p.startsWith(start + "/"))
                .toList();
    }
}
