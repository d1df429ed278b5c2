package dev.brine.engine.master;

import dev.brine.engine.render.json.JsonStyle;
import dev.brine.engine.render.json.JsonWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file of JSON objects, one a line, that only grows; at its greatest length it becomes {@code <name>.1} and a new one begins.
 *
 * <p>Only ASCII is written, so a line is a line to every reader. The thread {@code audit} writes. What comes faster than it can is dropped beyond 10,000 lines, and a line says how many;
 * so it does when the file cannot be written, once it can be again. Any thread may call.
 */
final class JsonLines implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(JsonLines.class);
    private static final int QUEUE = 10_000;
    private static final Map<String, Object> END = Map.of();

    private final Path file;
    private final long most;
    private final BlockingQueue<Map<String, Object>> waiting = new ArrayBlockingQueue<>(QUEUE);
    private final AtomicLong lost = new AtomicLong();
    private final Thread thread = new Thread(this::run, "audit");
    private @Nullable FileChannel channel;
    private boolean complained;
    private volatile boolean closed;

    JsonLines(Path file, long most) {
        this.file = file;
        this.most = most;
        thread.setDaemon(true);
        thread.start();
    }

    /** Writes a line soon. The map must not be changed any more. */
    void write(Map<String, Object> line) {
        if (!waiting.offer(line)) {
            lost.incrementAndGet();
        }
    }

    private void run() {
        try {
            while (!closed || !waiting.isEmpty()) {
                Map<String, Object> line = waiting.take();
                if (!line.isEmpty()) {
                    put(line);
                }
            }
        } catch (InterruptedException e) {
            log.debug("{} ends", file);
        }
        shut();
    }

    private void put(Map<String, Object> line) {
        try {
            append(line);
            long missing = lost.getAndSet(0);
            if (missing > 0) {
                append(Map.of("act", "lost", "lines", missing));
            }
            complained = false;
        } catch (IOException e) {
            lost.incrementAndGet();
            shut();
            if (!complained) {
                complained = true;
                log.error("{} cannot be written, what is done now is not in it: {}", file, e.toString());
            }
        }
    }

    private void append(Map<String, Object> line) throws IOException {
        byte[] text = (JsonWriter.write(line, JsonStyle.PYTHON) + "\n").getBytes(StandardCharsets.UTF_8);
        FileChannel to = channel == null ? open() : channel;
        if (to.size() > 0 && to.size() + text.length > most) {
            shut();
            Files.move(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
            to = open();
        }
        ByteBuffer rest = ByteBuffer.wrap(text);
        while (rest.hasRemaining()) {
            to.write(rest);
        }
    }

    private FileChannel open() throws IOException {
        Path directory = file.getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        FileChannel opened = FileChannel.open(
                file,
                Set.of(
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.APPEND,
                        LinkOption.NOFOLLOW_LINKS),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----")));
        channel = opened;
        return opened;
    }

    private void shut() {
        FileChannel open = channel;
        channel = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                log.warn("closing {} failed: {}", file, e.toString());
            }
        }
    }

    /** Writes what waits, for two seconds at most. */
    @Override
    public void close() {
        closed = true;
        waiting.offer(END);
        try {
            thread.join(2000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
