package dev.brine.engine.modules.archive;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipException;

/**
 * The directory at the end of a zip file: what Java's own reader hides, that is modes, links and encryption.
 *
 * <p>End record (22 bytes and a comment): signature, ..., number of entries at 10, size of the directory at 12, its place at 16.
 * Entry (46 bytes): signature, made by at 4, flags at 8, lengths of name, extra and comment at 28, 30, 32, attributes at 38.
 */
final class ZipDirectory {
    private static final int END = 0x06054b50;
    private static final int ENTRY = 0x02014b50;
    private static final int END_SIZE = 22;
    private static final int ENTRY_SIZE = 46;
    private static final byte UNIX = 3;

    private ZipDirectory() {}

    /**
     * One file, directory or link.
     *
     * @param mode as of a Unix file, 0 when it is not known
     */
    record Entry(String name, int mode, boolean encrypted) {
        boolean link() {
            return (mode & 0170000) == 0120000;
        }

        boolean directory() {
            return (mode & 0170000) == 0040000;
        }
    }

    /**
     * Reads it.
     *
     * @throws ZipException when it is no zip file
     */
    static List<Entry> read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer directory = directory(channel, end(channel));
            List<Entry> entries = new ArrayList<>();
            while (directory.remaining() >= ENTRY_SIZE && directory.getInt(directory.position()) == ENTRY) {
                entries.add(entry(directory));
            }
            return entries;
        }
    }

    /** Gives the entries of a zip file their modes, as a Unix program would have written them; in the order of the entries. */
    static void setModes(Path file, List<Integer> modes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer end = end(channel);
            ByteBuffer directory = directory(channel, end);
            for (int mode : modes) {
                int at = directory.position();
                entry(directory);
                directory.put(at + 5, UNIX);
                directory.putInt(at + 38, mode << 16);
            }
            directory.rewind();
            long place = place(end);
            while (directory.hasRemaining()) {
                channel.write(directory, place + directory.position());
            }
        }
    }

    private static long place(ByteBuffer end) {
        return end.getInt(16) & 0xffffffffL;
    }

    private static ByteBuffer directory(FileChannel channel, ByteBuffer end) throws IOException {
        long size = end.getInt(12) & 0xffffffffL;
        if (place(end) + size > channel.size() || size > Integer.MAX_VALUE) {
            throw new ZipException("its directory is not in the file");
        }
        return bytes(channel, place(end), (int) size);
    }

    private static ByteBuffer end(FileChannel channel) throws IOException {
        long start = Math.max(0, channel.size() - END_SIZE - 0xffff);
        ByteBuffer tail = bytes(channel, start, (int) (channel.size() - start));
        for (int at = tail.limit() - END_SIZE; at >= 0; at--) {
            if (tail.getInt(at) == END) {
                tail.position(at);
                return tail.slice().order(ByteOrder.LITTLE_ENDIAN);
            }
        }
        throw new ZipException("it has no end record");
    }

    private static Entry entry(ByteBuffer directory) throws ZipException {
        int at = directory.position();
        int flags = directory.getShort(at + 8);
        int name = directory.getShort(at + 28) & 0xffff;
        int rest = (directory.getShort(at + 30) & 0xffff) + (directory.getShort(at + 32) & 0xffff);
        int mode = directory.getInt(at + 38) >>> 16;
        if (directory.limit() < at + ENTRY_SIZE + name + rest) {
            throw new ZipException("its directory ends too early");
        }
        byte[] text = new byte[name];
        directory.position(at + ENTRY_SIZE);
        directory.get(text);
        directory.position(at + ENTRY_SIZE + name + rest);
        return new Entry(new String(text, StandardCharsets.UTF_8), mode, (flags & 1) != 0);
    }

    private static ByteBuffer bytes(FileChannel channel, long place, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, place + bytes.position()) < 0) {
                throw new EOFException();
            }
        }
        return bytes.flip();
    }
}
