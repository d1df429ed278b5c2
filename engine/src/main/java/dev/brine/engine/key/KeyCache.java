package dev.brine.engine.key;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.brine.transport.crypto.RsaPublicKey;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keys that were read, for as long as their file is the same: same inode, time and size. */
final class KeyCache {
    private static final int MAX = 100_000;

    private final Cache<Path, Entry> entries =
            Caffeine.newBuilder().maximumSize(MAX).build();

    private record Entry(@Nullable Object inode, FileTime time, long size, RsaPublicKey key) {}

    Optional<RsaPublicKey> get(Path file, BasicFileAttributes now) {
        Entry entry = entries.getIfPresent(file);
        return entry != null
                        && entry.size == now.size()
                        && entry.time.equals(now.lastModifiedTime())
                        && String.valueOf(entry.inode).equals(String.valueOf(now.fileKey()))
                ? Optional.of(entry.key)
                : Optional.empty();
    }

    void put(Path file, BasicFileAttributes attributes, RsaPublicKey key) {
        entries.put(file, new Entry(attributes.fileKey(), attributes.lastModifiedTime(), attributes.size(), key));
    }
}
