package dev.brine.engine.beacons.host;

import dev.brine.engine.beacons.Beacon;
import dev.brine.engine.beacons.BeaconSettings;
import dev.brine.engine.data.Regex;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code log}: new lines of a file that match regular expressions from their beginning.
 *
 * <p>It starts at the end of the file. A file that became shorter, or is another one, is read from its beginning; Salt then waits
 * until it is as long as before. Lines are told when they are complete.
 */
final class LogBeacon implements Beacon {
    private static final int MOST_BYTES = 1 << 20;

    private long position = -1;
    private @Nullable Object inode;

    @Override
    public Validity validate(List<Object> config) {
        return BeaconSettings.of(config).has("file")
                ? Validity.OK
                : Validity.bad("Configuration for log beacon must contain file option.");
    }

    @Override
    public List<Map<String, Object>> poll(List<Object> config) throws IOException {
        BeaconSettings settings = BeaconSettings.of(config);
        List<Map<String, Object>> told = new ArrayList<>();
        String fresh = fresh(Path.of(settings.text("file", "")));
        if (fresh.isEmpty()) {
            return told;
        }
        Map<String, Regex> patterns = new LinkedHashMap<>();
        settings.map("tags").forEach((tag, item) -> {
            String regex =
                    BeaconSettings.of(item == null ? List.of() : List.of(item)).text("regex", "");
            if (!regex.isEmpty()) {
                try {
                    patterns.put(tag, Regex.of(regex));
                } catch (IllegalArgumentException e) {
                    told.add(event(tag, "no", "", "bad regex"));
                }
            }
        });
        fresh.lines()
                .forEach(line -> patterns.forEach((tag, regex) -> {
                    if (regex.matchesStart(line)) {
                        told.add(event(tag, "yes", line, ""));
                    }
                }));
        return told;
    }

    private static Map<String, Object> event(String tag, String match, String raw, String error) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("tag", tag);
        event.put("match", match);
        event.put("raw", raw);
        event.put("error", error);
        return event;
    }

    private String fresh(Path file) throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            long size = channel.size();
            Object before = inode;
            inode = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
            if (position < 0) {
                position = size;
                return "";
            }
            if (size < position || !Objects.equals(before, inode)) {
                position = 0;
            }
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(size - position, MOST_BYTES));
            channel.position(position);
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                continue;
            }
            int end = bytes.position();
            boolean full = end == MOST_BYTES;
            while (end > 0 && bytes.get(end - 1) != '\n') {
                end--;
            }
            // a line longer than everything that is read at once is told in pieces
            end = end == 0 && full ? bytes.position() : end;
            position += end;
            return new String(bytes.array(), 0, end, StandardCharsets.UTF_8);
        }
    }
}
