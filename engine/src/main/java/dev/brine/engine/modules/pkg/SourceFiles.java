package dev.brine.engine.modules.pkg;

import dev.brine.engine.call.FunctionError;
import dev.brine.engine.modules.host.Host;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** apt's files of sources in one-line form: {@code sources.list} and {@code sources.list.d/*.list}, line by line. */
final class SourceFiles {
    static final String MAIN = "/etc/apt/sources.list";

    private final Host host;
    private final Map<String, List<String>> files = new LinkedHashMap<>();

    private SourceFiles(Host host) {
        this.host = host;
    }

    static SourceFiles of(Host host) {
        SourceFiles all = new SourceFiles(host);
        try {
            all.read(MAIN);
            Path directory = host.file("/etc/apt/sources.list.d");
            TreeSet<String> names = new TreeSet<>();
            if (Files.isDirectory(directory)) {
                try (DirectoryStream<Path> lists = Files.newDirectoryStream(directory, "*.list")) {
                    lists.forEach(file -> names.add(file.getFileName().toString()));
                }
            }
            for (String name : names) {
                all.read("/etc/apt/sources.list.d/" + name);
            }
        } catch (IOException e) {
            throw new FunctionError("cannot read apt's sources: " + e.getMessage(), e);
        }
        return all;
    }

    private void read(String file) throws IOException {
        if (Files.isRegularFile(host.file(file))) {
            files.put(file, new ArrayList<>(Files.readAllLines(host.file(file))));
        }
    }

    /**
     * A source and where it is written.
     *
     * @param line its number, from 0
     */
    record Place(String file, int line, String text, SourceLine source) {}

    List<Place> sources() {
        List<Place> places = new ArrayList<>();
        files.forEach((file, lines) -> {
            for (int i = 0; i < lines.size(); i++) {
                String text = lines.get(i);
                Optional<SourceLine> source = SourceLine.parse(text);
                if (source.isPresent()) {
                    places.add(new Place(file, i, text.strip(), source.get()));
                }
            }
        });
        return places;
    }

    void replace(Place place, SourceLine source) {
        lines(place.file()).set(place.line(), source.line());
    }

    /** Leaves an empty line, so that the numbers of the others stay; {@link #save} drops it. */
    void remove(Place place) {
        lines(place.file()).set(place.line(), REMOVED);
    }

    void add(String file, SourceLine source) {
        lines(file).add(source.line());
    }

    /** Whether a file holds no source any more. */
    boolean empty(String file) {
        return sources().stream().noneMatch(place -> place.file().equals(file));
    }

    private static final String REMOVED = "\0";

    private List<String> lines(String file) {
        return files.computeIfAbsent(file, f -> new ArrayList<>());
    }

    /** Writes {@code file} as it is now. */
    void save(String file) {
        List<String> lines = lines(file);
        lines.removeIf(REMOVED::equals);
        try {
            Path path = host.file(file);
            Files.createDirectories(path.resolveSibling("."));
            Path next = path.resolveSibling("." + path.getFileName() + ".new");
            Files.write(next, lines);
            Files.move(next, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new FunctionError("cannot write apt's sources " + file + ": " + e.getMessage(), e);
        }
    }

    void delete(String file) {
        files.remove(file);
        try {
            Files.deleteIfExists(host.file(file));
        } catch (IOException e) {
            throw new FunctionError("cannot remove apt's sources " + file + ": " + e.getMessage(), e);
        }
    }
}
