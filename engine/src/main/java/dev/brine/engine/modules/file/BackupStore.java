package dev.brine.engine.modules.file;

import dev.brine.engine.file.AtomicFile;
import dev.brine.engine.file.FileStat;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where the minion keeps what it replaces: {@code cachedir/file_backup}, below it the path of the file, with the time at the end
 * of the name.
 *
 * @param root the directory
 */
public record BackupStore(Path root) {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("EEE_MMM_dd_HH:mm:ss_SSSSSS'_'yyyy", Locale.ENGLISH);
    private static final DateTimeFormatter SHOWN =
            DateTimeFormatter.ofPattern("EEE MMM dd yyyy HH:mm:ss.SSSSSS", Locale.ENGLISH);

    /** One of the copies. */
    public record Kept(LocalDateTime time, Path location, long size) {
        Map<String, Object> shown() {
            Map<String, Object> shown = new LinkedHashMap<>();
            shown.put("Backup Time", time.format(SHOWN));
            shown.put("Size", size);
            shown.put("Location", location.toString());
            return shown;
        }
    }

    private Path directory(Path directory) {
        return root.resolve(directory.toString().replaceFirst("^/+", ""));
    }

    /** Keeps a copy of a file, with its owner and mode. */
    public void keep(Path file) throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        if (parent == null) {
            return;
        }
        Path directory = directory(parent);
        Files.createDirectories(directory);
        Path copy = directory.resolve(file.getFileName() + "_"
                + LocalDateTime.now(ZoneId.systemDefault()).format(STAMP));
        AtomicFile.write(
                copy,
                Files.readAllBytes(file),
                AtomicFile.Look.of(FileStat.of(file, true).orElseThrow()));
    }

    /** The copies of a file, newest first. */
    public List<Kept> of(Path file) throws IOException {
        Path parent = file.getParent();
        return parent == null ? List.of() : below(parent).getOrDefault(String.valueOf(file.getFileName()), List.of());
    }

    /** The copies of all files of a directory by file, newest first. */
    Map<String, List<Kept>> below(Path directory) throws IOException {
        Map<String, List<Kept>> all = new TreeMap<>();
        Path kept = directory(directory);
        if (!Files.isDirectory(kept)) {
            return all;
        }
        try (DirectoryStream<Path> copies = Files.newDirectoryStream(kept, Files::isRegularFile)) {
            for (Path copy : copies) {
                String name = copy.getFileName().toString();
                String[] parts = name.split("_");
                int from = parts.length - 6;
                if (from >= 1) {
                    String stamp = String.join("_", Arrays.asList(parts).subList(from, parts.length));
                    time(stamp)
                            .ifPresent(time -> all.computeIfAbsent(
                                            name.substring(0, name.length() - stamp.length() - 1),
                                            each -> new ArrayList<>())
                                    .add(new Kept(time, copy, copy.toFile().length())));
                }
            }
        }
        all.values().forEach(each -> each.sort(Comparator.comparing(Kept::time).reversed()));
        return all;
    }

    private static Optional<LocalDateTime> time(String stamp) {
        try {
            return Optional.of(LocalDateTime.parse(stamp, STAMP));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
