package dev.brine.engine.python;

import dev.brine.engine.config.ExtensionConfig;
import dev.brine.engine.plugin.CustomKind;
import dev.brine.engine.plugin.FileSource;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies custom modules from {@code salt://_<kind>} to {@code extmods/<kind>}.
 *
 * <p>Salt 3006: utils/extmods.py {@code sync}. Only the owner may read the copies. Files are put in place whole, so a module that
 * is loaded meanwhile is the old or the new one. One synchronisation at a time.
 */
public final class ModuleSync {
    private static final Logger log = LoggerFactory.getLogger(ModuleSync.class);
    private static final Pattern MODULE = Pattern.compile(".*\\.(pyx?|so|zip)");

    private static final Set<String> IS_RUN =
            Arrays.stream(CustomKind.values()).map(CustomKind::directory).collect(Collectors.toSet());

    private final ExtensionConfig config;
    private final FileSource source;

    public ModuleSync(ExtensionConfig config, FileSource source) {
        this.config = config;
        this.source = source;
    }

    /**
     * What a synchronisation did.
     *
     * @param changed new and changed modules as {@code modules.hello}, in order
     * @param touched whether anything is different now, vanished modules included
     */
    public record Result(List<Object> changed, boolean touched) {}

    /** As {@link #sync(String, List, Map, Map)} with the configured lists. */
    public Result sync(String kind, List<String> saltenvs) throws IOException {
        return sync(kind, saltenvs, config.whitelist(), config.blacklist());
    }

    /**
     * Synchronises one kind of module.
     *
     * @param kind {@code modules}, {@code states}, ...
     * @param saltenvs file server environments, of which a later one wins
     * @param whitelist by kind, the only modules to take; a kind that is not in it takes all
     * @param blacklist by kind, modules not to take
     */
    public synchronized Result sync(
            String kind,
            List<String> saltenvs,
            Map<String, List<String>> whitelist,
            Map<String, List<String>> blacklist)
            throws IOException {
        Path home = config.extmods().resolve(kind);
        Files.createDirectories(config.extmods());
        directory(home);
        List<Object> changed = new ArrayList<>();
        Set<Path> kept = new HashSet<>();
        String prefix = "_" + kind + "/";
        for (String saltenv : saltenvs) {
            for (String path : source.list(saltenv, "_" + kind)) {
                if (!path.startsWith(prefix) || !MODULE.matcher(path).matches()) {
                    continue;
                }
                Path target = home.resolve(path.substring(prefix.length())).normalize();
                String module = name(home.relativize(target));
                boolean wanted = !whitelist.containsKey(kind)
                        || whitelist.getOrDefault(kind, List.of()).contains(module);
                if (!target.startsWith(home)
                        || !wanted
                        || blacklist.getOrDefault(kind, List.of()).contains(module)) {
                    continue;
                }
                kept.add(target);
                Path fetched = source.fetch(path, saltenv).orElse(null);
                if (fetched != null && copy(fetched, target)) {
                    log.info("{} from environment {} is now {}", path, saltenv, target);
                    changed.add(kind + "." + module);
                }
            }
        }
        if (!changed.isEmpty() && !IS_RUN.contains(kind)) {
            log.warn("{}: copied, but modules of the kind '{}' are not run here", changed, kind);
        }
        boolean cleaned = config.clean() && clean(home, kept);
        return new Result(changed, cleaned || !changed.isEmpty());
    }

    private static String name(Path relative) {
        String path = relative.toString();
        int dot = path.lastIndexOf('.');
        return (dot < 0 ? path : path.substring(0, dot)).replace('/', '.');
    }

    private static void directory(Path path) throws IOException {
        Files.createDirectories(
                path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    /** False when the file is there already. */
    private static boolean copy(Path from, Path to) throws IOException {
        if (Files.isRegularFile(to) && Files.mismatch(from, to) < 0) {
            return false;
        }
        directory(to.resolveSibling("."));
        Path part = Files.createTempFile(to.getParent(), ".", ".new");
        try {
            Files.copy(from, part, StandardCopyOption.REPLACE_EXISTING);
            Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rw-------"));
            Files.move(part, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
        return true;
    }

    /** Removes what the file server does not have any more; true when there was something. */
    private static boolean clean(Path home, Set<Path> kept) throws IOException {
        boolean[] touched = {false};
        Files.walkFileTree(home, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!kept.contains(file)) {
                    Files.delete(file);
                    touched[0] = true;
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException fault) throws IOException {
                if (!directory.equals(home) && isEmpty(directory)) {
                    Files.delete(directory);
                    touched[0] = true;
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return touched[0];
    }

    private static boolean isEmpty(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.findAny().isEmpty();
        }
    }
}
