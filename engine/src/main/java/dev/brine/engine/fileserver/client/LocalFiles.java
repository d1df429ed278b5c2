package dev.brine.engine.fileserver.client;

import dev.brine.engine.file.FileStat;
import dev.brine.engine.plugin.FileSource;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The files below {@code file_roots} of this host; the first root that holds a path wins. */
public final class LocalFiles implements FileSource {
    private final Map<String, List<Path>> roots;
    private final String hashType;

    public LocalFiles(Map<String, List<Path>> roots, String hashType) {
        this.roots = roots;
        this.hashType = hashType;
    }

    @Override
    public Optional<Path> fetch(String path, String saltenv) {
        for (Path root : roots(saltenv)) {
            Path file = root.resolve(path).normalize();
            if (file.startsWith(root) && Files.isRegularFile(file)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }

    @Override
    public Optional<String> hash(String path, String saltenv) throws IOException {
        Optional<Path> file = fetch(path, saltenv);
        return file.isEmpty() ? Optional.empty() : Optional.of(FileHash.of(file.get(), hashType));
    }

    @Override
    public List<String> list(String saltenv, String prefix) throws IOException {
        return below(saltenv, prefix, Files::isRegularFile);
    }

    @Override
    public List<String> directories(String saltenv, String prefix) throws IOException {
        return below(saltenv, prefix, Files::isDirectory);
    }

    @Override
    public Map<String, String> links(String saltenv, String prefix) throws IOException {
        Map<String, String> links = new TreeMap<>();
        for (Path root : roots(saltenv)) {
            if (!Files.isDirectory(root)) {
                continue;
            }
            try (Stream<Path> all = Files.walk(root, FileVisitOption.FOLLOW_LINKS)) {
                for (Path link : all.filter(Files::isSymbolicLink).toList()) {
                    String name = root.relativize(link).toString();
                    if (name.startsWith(prefix)) {
                        links.putIfAbsent(name, Files.readSymbolicLink(link).toString());
                    }
                }
            }
        }
        return links;
    }

    @Override
    public Optional<Long> mode(String path, String saltenv) throws IOException {
        Optional<Path> file = fetch(path, saltenv);
        return file.isEmpty() ? Optional.empty() : Optional.of(FileStat.bits(file.get()));
    }

    @Override
    public List<String> environments() {
        return new ArrayList<>(roots.keySet());
    }

    private List<String> below(String saltenv, String prefix, Predicate<Path> wanted) throws IOException {
        TreeSet<String> found = new TreeSet<>();
        for (Path root : roots(saltenv)) {
            if (!Files.isDirectory(root)) {
                continue;
            }
            try (Stream<Path> all = Files.walk(root, FileVisitOption.FOLLOW_LINKS)) {
                all.filter(wanted)
                        .map(path -> root.relativize(path).toString())
                        .filter(path -> !path.isEmpty() && path.startsWith(prefix))
                        .forEach(found::add);
            }
        }
        return new ArrayList<>(found);
    }

    /** Salt 3006: {@code __env__} stands for every environment that has no roots of its own. */
    private List<Path> roots(String saltenv) {
        List<Path> own = roots.get(saltenv);
        return own == null ? roots.getOrDefault("__env__", List.of()) : own;
    }
}
