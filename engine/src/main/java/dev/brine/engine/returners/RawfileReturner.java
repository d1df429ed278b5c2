package dev.brine.engine.returners;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code rawfile_json}: one line of JSON for each return or event, appended to {@code rawfile_json.filename}. */
final class RawfileReturner implements Returner {
    private final ReturnerOptions options;

    RawfileReturner(ReturnerParts parts) {
        options = parts.options("rawfile_json", Map.of("filename", "/var/log/salt/events"));
    }

    @Override
    public void save(Map<String, Object> ret) throws IOException {
        append(options.of(ret), List.of(ret));
    }

    @Override
    public Optional<EventReturner> events() {
        return Optional.of(events -> append(options.of(Map.of()), events));
    }

    /** One write for all lines, under Salt's lock on the file, so lines of several writers do not mix. */
    private synchronized void append(ReturnerOptions.Chosen chosen, List<Map<String, Object>> items)
            throws IOException {
        StringBuilder lines = new StringBuilder();
        items.forEach(item -> lines.append(JsonText.of(item)).append('\n'));
        Path path = Path.of(chosen.text("filename"));
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                FileLock lock = file.lock()) {
            ByteBuffer bytes = ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.UTF_8));
            while (lock.isValid() && bytes.hasRemaining()) {
                file.write(bytes);
            }
        }
    }
}
