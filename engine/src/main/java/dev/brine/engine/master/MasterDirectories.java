package dev.brine.engine.master;

import dev.brine.engine.config.ConfigException;
import dev.brine.engine.config.MasterConfig;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The master's directories, held by one master at a time.
 *
 * <p>The lock is the operating system's, on a file in {@code pki_dir} and one in {@code cachedir}: it is gone when the process
 * is, however that ended.
 */
final class MasterDirectories implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(MasterDirectories.class);

    private static final String PRIVATE = "rwx------";

    private final List<FileChannel> locks = new ArrayList<>();

    private MasterDirectories() {}

    /**
     * Makes what is missing and takes the locks.
     *
     * @param others whether users of {@code publisher_acl} must get at their key files in {@code cachedir}: they may go through it
     *     then, and into nothing below it
     * @throws ConfigException when another master has them
     */
    static MasterDirectories open(MasterConfig.Paths paths, boolean others) throws IOException {
        privately(paths.pki(), PRIVATE);
        privately(paths.pki().resolve("minions_autosign"), "rwxr-xr-x");
        privately(paths.cache(), "rwxr-x---");
        // stock tools look for these, whether or not the master uses them
        for (String name : List.of("proc", "jobs", "tokens", "sessions", "syndics")) {
            privately(paths.cache().resolve(name), PRIVATE);
        }
        if (others) {
            letThrough(paths.cache());
        }
        privately(paths.sock(), "rwxr-x---");
        MasterDirectories held = new MasterDirectories();
        try {
            held.lock(paths.pki());
            held.lock(paths.cache());
            return held;
        } catch (IOException | ConfigException e) {
            held.close();
            throw e;
        }
    }

    private static void letThrough(Path cache) throws IOException {
        for (String name : List.of("minions", "extmods", "files", "extrn_files")) {
            privately(cache.resolve(name), PRIVATE);
        }
        try (DirectoryStream<Path> below = Files.newDirectoryStream(cache, MasterDirectories::isOwn)) {
            for (Path directory : below) {
                privately(directory, PRIVATE);
            }
        }
        Set<PosixFilePermission> rights = EnumSet.copyOf(Files.getPosixFilePermissions(cache));
        if (rights.add(PosixFilePermission.OTHERS_EXECUTE)) {
            Files.setPosixFilePermissions(cache, rights);
        }
    }

    private static boolean isOwn(Path path) {
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }

    private void lock(Path directory) throws IOException {
        Path file = directory.resolve(".master.lock");
        FileChannel channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        locks.add(channel);
        try {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                throw taken(directory);
            }
        } catch (OverlappingFileLockException e) {
            throw taken(directory);
        }
    }

    private static ConfigException taken(Path directory) {
        return new ConfigException(
                directory + " is in use by another running master; stop it, or give this one directories of its own");
    }

    private static void privately(Path directory, String mode) throws IOException {
        if (Files.isSymbolicLink(directory)) {
            throw new ConfigException(
                    directory + " is a symbolic link; name the directory itself in the configuration");
        }
        Set<PosixFilePermission> wanted = PosixFilePermissions.fromString(mode);
        if (!Files.isDirectory(directory)) {
            Path above = directory.getParent();
            if (above != null) {
                Files.createDirectories(above);
            }
            Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(wanted));
        } else if (mode.equals(PRIVATE)) {
            // Salt 3006: utils/verify.py takes others' rights away, too
            Files.setPosixFilePermissions(directory, wanted);
        }
    }

    @Override
    public void close() {
        for (FileChannel channel : locks) {
            try {
                channel.close();
            } catch (IOException e) {
                log.warn("releasing a lock failed: {}", e.toString());
            }
        }
    }
}
