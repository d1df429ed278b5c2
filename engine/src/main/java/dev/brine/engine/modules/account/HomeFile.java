package dev.brine.engine.modules.account;

import dev.brine.engine.call.FunctionError;
import dev.brine.engine.modules.host.Accounts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file that belongs to an account, such as {@code ~/.ssh/authorized_keys}, as the minion reads and replaces it.
 *
 * <p>The minion may be root and the account hostile: what it put in its home could be a link to {@code /etc/shadow}. So each
 * directory below the home is opened from the one above it, and a link is an error, wherever it leads. New content is made in a
 * directory of its own that only the minion may enter, gets its owner there and is then renamed over the old file, so there is
 * no moment at which the account could put another file in its place. Links in the minion's own account are followed.
 */
final class HomeFile {
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path file;
    private final Path base;
    private final Accounts.@Nullable Account owner;
    private final boolean root;
    private final boolean possible;

    /**
     * @param file where it is
     * @param home the account's home; links outside of it are the administrator's and are followed
     * @param owner whose it is; null for a file of the host
     */
    HomeFile(Path file, @Nullable Path home, Accounts.@Nullable Account owner) {
        try {
            long self = ((Number) Files.getAttribute(Path.of("/proc/self"), "unix:uid")).longValue();
            boolean foreign = owner != null && owner.uid() != self;
            this.root = self == 0;
            this.owner = owner;
            this.possible = home == null || !file.startsWith(home) || Files.isDirectory(home);
            if (foreign && home != null && file.startsWith(home)) {
                this.base = Files.exists(home) ? home.toRealPath() : home;
                this.file = base.resolve(home.relativize(file));
            } else {
                Path real = Files.exists(file) ? file.toRealPath() : file;
                this.base = existing(real).toRealPath();
                this.file = base.resolve(existing(real).relativize(real));
            }
        } catch (IOException e) {
            throw new FunctionError("cannot tell where " + file + " is: " + e.getMessage(), e);
        }
    }

    /** The deepest directory above it that there is. */
    private static Path existing(Path file) {
        Path at = file.toAbsolutePath().getParent();
        while (at != null && !Files.isDirectory(at)) {
            at = at.getParent();
        }
        return at == null ? Path.of("/") : at;
    }

    private Path directory() {
        Path directory = file.getParent();
        return directory == null ? base : directory;
    }

    /** Whether it could be made: its home is there. */
    boolean possible() {
        return possible;
    }

    /** Its content; empty when there is none. */
    Optional<String> read() {
        if (!possible()) {
            return Optional.empty();
        }
        try (Way way = new Way()) {
            SecureDirectoryStream<Path> directory = way.to(directory(), false);
            if (directory == null || way.plain(directory, file.getFileName()).isEmpty()) {
                return Optional.empty();
            }
            Set<OpenOption> options = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
            try (InputStream in = Channels.newInputStream(directory.newByteChannel(file.getFileName(), options))) {
                return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new FunctionError("Could not read key file " + file + ": " + e.getMessage(), e);
        }
    }

    List<String> lines() {
        return read().map(text -> text.lines().toList()).orElse(List.of());
    }

    /**
     * Puts a text in place of what it holds. Owner and mode stay; what is new belongs to the account and nobody else may read it.
     */
    void write(String text) {
        try (Way way = new Way()) {
            SecureDirectoryStream<Path> directory = way.to(directory(), true);
            if (directory == null) {
                throw new NoSuchFileException(file.toString());
            }
            replace(way, directory, text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new FunctionError("Could not write to key file " + file + ": " + e.getMessage(), e);
        }
    }

    private void replace(Way way, SecureDirectoryStream<Path> directory, byte[] content) throws IOException {
        Path name = file.getFileName();
        Optional<PosixFileAttributes> old = way.plain(directory, name);
        byte[] random = new byte[8];
        RANDOM.nextBytes(random);
        Path workshop = Path.of("." + name + "." + HexFormat.of().formatHex(random));
        Files.createDirectory(file.resolveSibling(workshop), OWNER_ONLY);
        try (SecureDirectoryStream<Path> inside = Way.enter(directory, workshop)) {
            try (SeekableByteChannel channel = inside.newByteChannel(
                    name,
                    Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW, LinkOption.NOFOLLOW_LINKS),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
                ByteBuffer bytes = ByteBuffer.wrap(content);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            }
            PosixFileAttributeView view =
                    inside.getFileAttributeView(name, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
            if (old.isEmpty()) {
                own(view);
            } else {
                if (root) {
                    view.setOwner(old.get().owner());
                    view.setGroup(old.get().group());
                }
                view.setPermissions(old.get().permissions());
            }
            inside.move(name, directory, name);
        } finally {
            directory.deleteDirectory(workshop);
        }
    }

    private void own(PosixFileAttributeView view) throws IOException {
        if (root && owner != null) {
            UserPrincipalLookupService names = base.getFileSystem().getUserPrincipalLookupService();
            view.setGroup(names.lookupPrincipalByGroupName(String.valueOf(owner.gid())));
            view.setOwner(names.lookupPrincipalByName(String.valueOf(owner.uid())));
        }
    }

    /** The directories from the base down to the file, each opened from the one above. */
    private final class Way implements AutoCloseable {
        private final Deque<SecureDirectoryStream<Path>> open = new ArrayDeque<>();

        /** Null when there is no such directory and none is to be made. */
        @Nullable
        SecureDirectoryStream<Path> to(Path directory, boolean make) throws IOException {
            DirectoryStream<Path> first = Files.newDirectoryStream(base);
            if (!(first instanceof SecureDirectoryStream<Path> at)) {
                first.close();
                throw new IOException("this system has no safe way into the directory " + base);
            }
            open.push(at);
            Path path = base;
            for (Path name : base.relativize(directory)) {
                if (name.toString().isEmpty()) {
                    continue;
                }
                path = path.resolve(name);
                Optional<PosixFileAttributes> there = attributes(at, name);
                if (there.isEmpty() && !make) {
                    return null;
                }
                if (there.isEmpty()) {
                    Files.createDirectory(path, OWNER_ONLY);
                }
                refuseLink(there, path);
                at = enter(at, name);
                open.push(at);
                if (there.isEmpty()) {
                    own(at.getFileAttributeView(PosixFileAttributeView.class));
                }
            }
            return at;
        }

        static SecureDirectoryStream<Path> enter(SecureDirectoryStream<Path> directory, Path name) throws IOException {
            return directory.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS);
        }

        private Optional<PosixFileAttributes> attributes(SecureDirectoryStream<Path> directory, Path name)
                throws IOException {
            try {
                return Optional.of(directory
                        .getFileAttributeView(name, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                        .readAttributes());
            } catch (NoSuchFileException e) {
                return Optional.empty();
            }
        }

        /** What is known of a file; empty when there is none; an error when it is a link, a pipe or the like. */
        Optional<PosixFileAttributes> plain(SecureDirectoryStream<Path> directory, Path name) throws IOException {
            Optional<PosixFileAttributes> found = attributes(directory, name);
            refuseLink(found, file);
            if (found.isPresent() && !found.get().isRegularFile()) {
                throw new IOException("it is no plain file");
            }
            return found;
        }

        private void refuseLink(Optional<PosixFileAttributes> found, Path path) throws IOException {
            if (found.isPresent() && found.get().isSymbolicLink()) {
                throw new IOException(path + " is a link, which is not followed in another account's home");
            }
        }

        @Override
        public void close() throws IOException {
            while (!open.isEmpty()) {
                open.pop().close();
            }
        }
    }
}
