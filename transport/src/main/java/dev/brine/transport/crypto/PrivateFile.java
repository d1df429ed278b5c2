package dev.brine.transport.crypto;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;

/**
 * Files with secrets: they have their final mode from the moment they exist, so nobody can open them in between.
 */
public final class PrivateFile {
    private static final int MAX_BYTES = 64 * 1024;

    private PrivateFile() {}

    /**
     * Creates a file, writes it and forces it to disk.
     *
     * @param mode such as {@code r--------}
     * @throws java.nio.file.FileAlreadyExistsException if something of that name exists, be it a link
     */
    public static void create(Path file, byte[] content, String mode) throws IOException {
        Set<StandardOpenOption> options = EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel channel = FileChannel.open(
                file, options, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode)))) {
            ByteBuffer rest = ByteBuffer.wrap(content);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        }
    }

    /**
     * Replaces a file as a whole: readers see the old content or the new, and the old survives any failure.
     *
     * @param mode such as {@code rw-------}
     */
    public static void replace(Path file, byte[] content, String mode) throws IOException {
        Path next = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID() + ".new");
        try {
            create(next, content, mode);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(next);
        }
    }

    /**
     * Reads a small ASCII file.
     *
     * @throws FileSystemException if group or others have any right to it, or it is longer than 64 KiB
     */
    public static String read(Path file) throws IOException {
        Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
        String text = PosixFilePermissions.toString(mode);
        if (!text.endsWith("------")) {
            throw new FileSystemException(
                    file.toString(), null, "others than the owner have access (" + text + "); run: chmod 0400 " + file);
        }
        if (Files.size(file) > MAX_BYTES) {
            throw new FileSystemException(file.toString(), null, "longer than 64 KiB, not a key");
        }
        return Files.readString(file);
    }
}
