package dev.brine.engine.beacons.host;

import dev.brine.engine.beacons.Beacon;
import dev.brine.engine.beacons.BeaconSettings;
import dev.brine.engine.data.Glob;
import dev.brine.engine.data.Regex;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code inotify}: changes of files and directories, by Java's watch service, which is inotify on Linux.
 *
 * <p>Java tells created, modified and deleted apart, and no more: renames into and out of a directory are told as created and
 * deleted, changes of attributes and the closing of a written file as modified. So the masks {@code moved_to}, {@code moved_from},
 * {@code attrib} and {@code close_write} are told when their kind happens; {@code open}, {@code access}, {@code close_nowrite},
 * {@code move_self} and {@code unmount} never are. A watched file is watched through its directory, so it is seen again after
 * it was replaced.
 */
final class InotifyBeacon implements Beacon {
    private static final Logger log = LoggerFactory.getLogger(InotifyBeacon.class);

    private static final Set<String> MASKS = Set.of(
            "access",
            "attrib",
            "close_nowrite",
            "close_write",
            "create",
            "delete",
            "delete_self",
            "excl_unlink",
            "ignored",
            "modify",
            "moved_from",
            "moved_to",
            "move_self",
            "oneshot",
            "onlydir",
            "open",
            "unmount");
    private static final List<String> STANDARD = List.of("create", "delete", "modify");
    /** Names under which each kind is told, the first that is asked for counts. */
    private static final Map<WatchEvent.Kind<Path>, List<String>> TOLD_AS = Map.of(
            StandardWatchEventKinds.ENTRY_CREATE, List.of("create", "moved_to"),
            StandardWatchEventKinds.ENTRY_MODIFY, List.of("modify", "close_write", "attrib"),
            StandardWatchEventKinds.ENTRY_DELETE, List.of("delete", "moved_from", "delete_self"));

    private static final int MOST_WATCHES = 10_000;

    private final Map<WatchKey, Path> keys = new HashMap<>();
    private final Set<Path> watched = new HashSet<>();
    private @Nullable WatchService service;

    @Override
    public Validity validate(List<Object> config) {
        BeaconSettings settings = BeaconSettings.of(config);
        if (!settings.has("files")) {
            return Validity.bad("Configuration for inotify beacon must include files.");
        }
        if (!(settings.value("files") instanceof Map<?, ?> files)) {
            return Validity.bad("Configuration for inotify beacon invalid, files must be a dict.");
        }
        for (Object item : files.values()) {
            if (!(item instanceof Map<?, ?> options)) {
                return Validity.bad("Configuration for inotify beacon must be a list of dictionaries.");
            }
            Optional<String> fault = fault(options);
            if (fault.isPresent()) {
                return Validity.bad("Configuration for inotify beacon " + fault.get());
            }
        }
        return Validity.OK;
    }

    private static Optional<String> fault(Map<?, ?> options) {
        if (!options.containsKey("mask") && !options.containsKey("recurse") && !options.containsKey("auto_add")) {
            return Optional.of("must contain mask, recurse or auto_add items.");
        }
        for (String flag : List.of("auto_add", "recurse")) {
            if (options.containsKey(flag) && !(options.get(flag) instanceof Boolean)) {
                return Optional.of(flag + " must be boolean.");
            }
        }
        if (options.containsKey("mask")) {
            if (!(options.get("mask") instanceof List<?> masks)) {
                return Optional.of("mask must be list.");
            }
            for (Object mask : masks) {
                if (!MASKS.contains(String.valueOf(mask))) {
                    return Optional.of("invalid mask option " + mask + ".");
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public List<Map<String, Object>> poll(List<Object> config) throws IOException {
        Map<String, Object> files = new LinkedHashMap<>();
        // a path may be written with a slash behind it
        BeaconSettings.of(config)
                .map("files")
                .forEach((path, options) -> files.put(Path.of(path).toString(), options));
        List<Map<String, Object>> told = new ArrayList<>();
        WatchService current = service;
        if (current == null) {
            current = FileSystems.getDefault().newWatchService();
            service = current;
        }
        WatchKey key = current.poll();
        while (key != null) {
            Path directory = keys.get(key);
            for (WatchEvent<?> event : key.pollEvents()) {
                if (directory != null && event.context() instanceof Path name) {
                    tell(directory.resolve(name), directory, event.kind(), files, told);
                } else {
                    log.warn("inotify beacon: the system dropped events of {}", directory);
                }
            }
            if (!key.reset()) {
                watched.remove(keys.remove(key));
            }
            key = current.poll();
        }
        for (Map.Entry<String, Object> file : files.entrySet()) {
            watch(Path.of(file.getKey()), options(file.getValue()));
        }
        return told;
    }

    private static BeaconSettings options(@Nullable Object item) {
        return BeaconSettings.of(item == null ? List.of() : List.of(item));
    }

    private void watch(Path path, BeaconSettings options) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        if (!Files.isDirectory(path)) {
            Path parent = path.toAbsolutePath().getParent();
            register(parent == null ? path : parent);
        } else if (!watched.contains(path)) {
            tree(path, options.flag("recurse", false));
        }
    }

    private void tree(Path top, boolean recurse) throws IOException {
        if (!recurse) {
            register(top);
            return;
        }
        Files.walkFileTree(top, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path at, BasicFileAttributes attributes) throws IOException {
                register(at);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private void register(Path directory) throws IOException {
        WatchService current = service;
        if (current == null || watched.contains(directory)) {
            return;
        }
        if (watched.size() >= MOST_WATCHES) {
            log.warn("inotify beacon: {} is not watched, {} directories are already", directory, MOST_WATCHES);
            return;
        }
        WatchKey key = directory.register(
                current,
                StandardWatchEventKinds.ENTRY_CREATE,
                StandardWatchEventKinds.ENTRY_MODIFY,
                StandardWatchEventKinds.ENTRY_DELETE);
        keys.put(key, directory);
        watched.add(directory);
    }

    /** Tells a change under the nearest configured path that covers it. */
    private void tell(
            Path path,
            Path directory,
            WatchEvent.Kind<?> kind,
            Map<String, Object> files,
            List<Map<String, Object>> told)
            throws IOException {
        Path covering = path;
        while (covering != null && !files.containsKey(covering.toString())) {
            covering = covering.getParent();
        }
        if (covering == null) {
            return;
        }
        BeaconSettings options = options(files.get(covering.toString()));
        boolean isDirectory = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
        boolean created = kind == StandardWatchEventKinds.ENTRY_CREATE;
        if (created && isDirectory && options.flag("auto_add", false) && !covering.equals(path)) {
            tree(path, true);
        }
        List<String> asked = options.value("mask") instanceof List<?> masks
                ? masks.stream().map(String::valueOf).toList()
                : STANDARD;
        Optional<String> name = TOLD_AS.getOrDefault(kind, List.of()).stream()
                .filter(asked::contains)
                .findFirst();
        if (name.isEmpty() || excluded(path.toString(), options.list("exclude"))) {
            return;
        }
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("tag", covering.equals(path) ? path.toString() : directory.toString());
        event.put("path", path.toString());
        event.put("change", "IN_" + name.get().toUpperCase(Locale.ROOT) + (isDirectory ? "|IN_ISDIR" : ""));
        told.add(event);
    }

    /** Salt 3006: a beginning, a glob, or a regular expression where {@code regex} is set. */
    private static boolean excluded(String path, List<?> excludes) {
        for (Object exclude : excludes) {
            if (exclude instanceof Map<?, ?> map) {
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    boolean regex = options(entry.getValue()).flag("regex", false);
                    if (regex && Regex.of(String.valueOf(entry.getKey())).found(path)) {
                        return true;
                    }
                }
            } else {
                String text = String.valueOf(exclude);
                if (text.contains("*") ? Glob.of(text).test(path) : path.startsWith(text)) {
                    return true;
                }
            }
        }
        return false;
    }

    @Override
    public void close() {
        WatchService current = service;
        service = null;
        keys.clear();
        watched.clear();
        if (current != null) {
            try {
                current.close();
            } catch (IOException e) {
                log.debug("closing the watch service", e);
            }
        }
    }
}
