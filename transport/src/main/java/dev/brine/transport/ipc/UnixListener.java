package dev.brine.transport.ipc;

import java.io.IOException;
import java.net.BindException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A listening unix-domain socket whose file has its mode from the first moment: it is bound inside a
 * directory of mode 0700, then renamed to its place. That also replaces the file a crashed process left.
 */
final class UnixListener implements AutoCloseable {

    private static final int MAX_PATH = 107;

    private final Path path;
    private final ServerSocketChannel channel;
    private final @Nullable Object fileKey;

    private UnixListener(Path path, ServerSocketChannel channel, @Nullable Object fileKey) {
        this.path = path;
        this.channel = channel;
        this.fileKey = fileKey;
    }

    /**
     * @throws BindException when another process listens there, or the file is no socket
     */
    static UnixListener open(Path path, Set<PosixFilePermission> mode) throws IOException {
        refuseIfTaken(path);
        Path directory = path.toAbsolutePath().getParent();
        if (directory == null) {
            throw new BindException(path + " is no place for a socket");
        }
        Path temporary = Files.createTempDirectory(
                directory, ".", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path bound = temporary.resolve("s");
        ServerSocketChannel channel = null;
        try {
            if (bound.toString().getBytes(StandardCharsets.UTF_8).length > MAX_PATH) {
                throw new BindException(path + ": the path is too long for a unix socket; choose a shorter sock_dir");
            }
            channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            channel.bind(UnixDomainSocketAddress.of(bound), 1024);
            channel.configureBlocking(false);
            Files.setPosixFilePermissions(bound, mode);
            Files.move(bound, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return new UnixListener(path, channel, key(path));
        } catch (IOException | RuntimeException e) {
            if (channel != null) {
                channel.close();
            }
            Files.deleteIfExists(bound);
            throw e;
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    ServerSocketChannel channel() {
        return channel;
    }

    /** Whether the file is still the one made here. */
    boolean inPlace() {
        try {
            return fileKey != null && fileKey.equals(key(path));
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
        if (inPlace()) {
            Files.deleteIfExists(path);
        }
    }

    private static @Nullable Object key(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey();
    }

    private static void refuseIfTaken(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .isOther()) {
            throw new BindException(path + " exists and is no socket; remove it");
        }
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            probe.connect(UnixDomainSocketAddress.of(path));
        } catch (IOException e) {
            return; // nobody listens: left behind by a crash
        }
        throw new BindException("another process listens on " + path);
    }
}
