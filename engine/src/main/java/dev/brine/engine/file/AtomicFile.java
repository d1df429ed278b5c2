package dev.brine.engine.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Writes a file so that readers see the old content or the new, never a part, also after a crash.
 *
 * <p>The content goes into a new file beside the target (made with {@code O_EXCL}, readable to its owner only, so that nothing
 * planted there is followed or read too early), owner and mode are set, it is forced to disk and renamed over the target. A
 * target that is a symbolic link is replaced, not followed: whoever wants it followed resolves it first.
 */
public final class AtomicFile {
    private AtomicFile() {}

    /**
     * What the new file is to be like.
     *
     * @param mode octal digits; null for 0600
     */
    public record Look(
            @Nullable UserPrincipal owner,
            @Nullable GroupPrincipal group,
            @Nullable String mode) {
        public static Look of(FileStat stat) {
            return new Look(stat.owner(), stat.ownerGroup(), stat.mode());
        }
    }

    /** Writes {@code content}; the target's own owner and mode are kept where it exists, else {@code look} counts. */
    public static void replace(Path target, byte[] content, Look look) throws IOException {
        Optional<FileStat> old = FileStat.of(target, false);
        write(target, content, old.isPresent() && !old.get().link() ? Look.of(old.get()) : look);
    }

    /** Writes {@code content} with exactly this look. */
    public static void write(Path target, byte[] content, Look look) throws IOException {
        Path temporary = beside(target);
        try {
            try (FileChannel channel = fill(temporary, content, look)) {
                channel.force(true);
            }
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** Writes a file where there is none; {@code sync} forces it to disk. What is there all the same is replaced safely. */
    public static void create(Path target, byte[] content, Look look, DiskSync sync) throws IOException {
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            write(target, content, look);
            return;
        }
        Path temporary = beside(target);
        FileChannel channel = fill(temporary, content, look);
        try {
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            channel.close();
            Files.deleteIfExists(temporary);
            throw e;
        }
        sync.take(channel, target);
    }

    private static Path beside(Path target) throws IOException {
        Path directory = target.toAbsolutePath().getParent();
        Path name = target.getFileName();
        if (directory == null || name == null) {
            throw new IOException(target + " is no file in a directory");
        }
        return directory.resolve(temporaryName(name.toString()));
    }

    private static FileChannel fill(Path temporary, byte[] content, Look look) throws IOException {
        FileChannel channel = FileChannel.open(
                temporary,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            dress(temporary, look);
            return channel;
        } catch (IOException e) {
            channel.close();
            Files.deleteIfExists(temporary);
            throw e;
        }
    }

    private static void dress(Path file, Look look) throws IOException {
        PosixFileAttributeView view =
                Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (look.owner() != null && !look.owner().equals(view.getOwner())) {
            view.setOwner(look.owner());
        }
        if (look.group() != null && !look.group().equals(view.readAttributes().group())) {
            view.setGroup(look.group());
        }
        if (look.mode() != null) {
            // after the owner: changing the owner clears the set-id bits
            Files.setAttribute(file, "unix:mode", FileMode.bits(look.mode()));
        }
    }

    private static String temporaryName(String name) {
        byte[] random = new byte[6];
        ThreadLocalRandom.current().nextBytes(random);
        return "." + name.substring(0, Math.min(name.length(), 200)) + "."
                + HexFormat.of().formatHex(random);
    }
}
