package dev.brine.engine.master;

import dev.brine.engine.config.MasterConfig;
import dev.brine.transport.channel.Reply;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code _file_recv}: takes a piece of a file that a minion sends ({@code cp.push}) into {@code minions/<id>/files/<path>}.
 *
 * <p>Salt 3006: master.py {@code _file_recv}; {@code path} is a list of components, {@code loc} the place of {@code data} in the
 * file, 0 begins it anew; the answer is True or False. Stricter: a component is a plain name, no link is followed, pieces
 * leave no gap, and all files of a minion together stay within {@code file_recv_quota}. Off unless {@code file_recv} is set.
 */
final class FileReceiver implements MinionCommand {
    private static final int MAX_DEPTH = 64;

    private final Path minions;
    private final MasterConfig.Received limits;
    private final Complaints complaints;

    FileReceiver(Path minions, MasterConfig.Received limits, Complaints complaints) {
        this.minions = minions;
        this.limits = limits;
        this.complaints = complaints;
    }

    @Override
    public CompletionStage<Reply> handle(MinionCall call) throws IOException {
        String refusal = refusal(call);
        if (refusal != null) {
            complaints.say(call.id().value(), "a file that minion {} sends is refused: {}", call.id(), refusal);
            return Replies.value(false);
        }
        return Replies.value(true);
    }

    /** Takes the piece, or says why not. */
    private @Nullable String refusal(MinionCall call) throws IOException {
        if (!limits.on()) {
            return "file_recv is not set";
        }
        if (!(call.load().value("path") instanceof List<?> path)
                || path.isEmpty()
                || path.size() > MAX_DEPTH
                || !path.stream().allMatch(FileReceiver::isName)) {
            return "its path is no list of plain names";
        }
        if (!(call.load().value("loc") instanceof Long loc) || loc < 0) {
            return "it does not say where the piece belongs";
        }
        byte[] data;
        if (call.load().value("data") instanceof byte[] bytes) {
            data = bytes;
        } else if (call.load().value("data") instanceof String text) {
            data = text.getBytes(StandardCharsets.UTF_8);
        } else {
            return "it holds no data";
        }
        if (loc > limits.maxBytes() - data.length) {
            return "it is longer than file_recv_max_size, " + limits.maxBytes() + " bytes";
        }
        Path root = minions.resolve(call.id().value()).resolve("files");
        if (size(root) > limits.quotaBytes() - data.length) {
            return "its files fill file_recv_quota, " + limits.quotaBytes() + " bytes";
        }
        return write(root, path, loc, data);
    }

    private static boolean isName(@Nullable Object component) {
        return component instanceof String name
                && !name.isEmpty()
                && !name.equals(".")
                && !name.equals("..")
                && name.indexOf('/') < 0
                && name.indexOf('\0') < 0;
    }

    private static @Nullable String write(Path root, List<?> path, long loc, byte[] data) throws IOException {
        Path directory = root;
        Files.createDirectories(root);
        for (Object name : path.subList(0, path.size() - 1)) {
            directory = directory.resolve((String) name);
            if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
                if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
                    return directory + " is no directory";
                }
                Files.createDirectory(directory);
            }
        }
        Path file = directory.resolve((String) path.get(path.size() - 1));
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return file + " is no regular file";
        }
        try (FileChannel channel = FileChannel.open(
                file, Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE, LinkOption.NOFOLLOW_LINKS))) {
            if (loc > channel.size()) {
                return "the pieces before " + loc + " are missing";
            }
            channel.truncate(loc);
            ByteBuffer rest = ByteBuffer.wrap(data);
            for (long at = loc; rest.hasRemaining(); ) {
                at += channel.write(rest, at);
            }
        }
        return null;
    }

    private static long size(Path root) throws IOException {
        if (!Files.isDirectory(root)) {
            return 0;
        }
        long size = 0;
        try (Stream<Path> all = Files.walk(root)) {
            for (Path file : (Iterable<Path>) all::iterator) {
                if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    size += Files.size(file);
                }
            }
        }
        return size;
    }
}
