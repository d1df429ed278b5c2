package dev.brine.engine.python;

import dev.brine.engine.call.Call;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.FunctionTable;
import dev.brine.engine.call.Invoker;
import dev.brine.engine.call.Parameter;
import dev.brine.engine.plugin.CustomKind;
import dev.brine.engine.plugin.Dunders;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Python modules of one kind: their files, and, once Python has loaded them, what they offer.
 *
 * <p>The files are looked at once a second at most; Python is asked anew when they have changed. While it is asked, the thread that
 * asks sees no modules: a module's {@code __virtual__} cannot wait for itself.
 */
final class Modules {
    private static final Logger log = LoggerFactory.getLogger(Modules.class);
    private static final long LOOK_NANOS = Duration.ofSeconds(1).toNanos();
    private static final Invoker NOTHING = new Invoker(FunctionTable.chain(List.of()));

    private final Python python;
    private final CustomKind kind;
    private final List<Path> directories;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile Seen files = Seen.UNSEEN;
    private volatile @Nullable Listing listing;

    Modules(Python python, CustomKind kind, List<Path> directories) {
        this.python = python;
        this.kind = kind;
        this.directories = List.copyOf(directories);
    }

    /** A module's file, and what tells that it has changed. */
    record Stamp(Path file, long size, FileTime modified) {}

    /** The modules by the names of their files. */
    private record Seen(Map<String, Stamp> stamps, long looked, boolean seen) {
        static final Seen UNSEEN = new Seen(Map.of(), 0, false);
    }

    /**
     * One function as Python describes it.
     *
     * @param out the outputter that its module names; "" for none
     */
    record Described(Place place, String doc, List<Parameter> parameters, String out) {}

    /**
     * What Python found.
     *
     * @param of the files it looked at
     * @param functions by full name; the first module of a name counts
     * @param missing by file name, why a module is not loaded; "" when it does not say
     */
    private record Listing(
            Map<String, Stamp> of, Map<String, Described> functions, Map<String, String> missing, String failure) {}

    /** Names of the modules by their files. */
    Set<String> names() {
        return look().stamps.keySet();
    }

    /** The file of the module of that name; null when there is none. */
    @Nullable
    String file(String name) {
        Stamp stamp = look().stamps.get(name);
        return stamp == null ? null : stamp.file.toString();
    }

    /** All functions by full name; asks Python when that is not known. */
    Map<String, Described> functions(Dunders dunders) {
        return names().isEmpty() || lock.isHeldByCurrentThread() ? Map.of() : listed(dunders).functions;
    }

    /** Why the module in a file of that name is not loaded; null when it is. */
    @Nullable
    String missing(String module, Dunders dunders) {
        if (lock.isHeldByCurrentThread()) {
            return null;
        }
        Listing known = listed(dunders);
        return known.failure.isEmpty() ? known.missing.get(module) : known.failure;
    }

    /** Whether Python could be asked at all. */
    boolean works(Dunders dunders) {
        return lock.isHeldByCurrentThread() || listed(dunders).failure.isEmpty();
    }

    void refresh() {
        files = Seen.UNSEEN;
        listing = null;
    }

    private Seen look() {
        Seen known = files;
        if (known.seen && System.nanoTime() - known.looked < LOOK_NANOS) {
            return known;
        }
        Map<String, Stamp> stamps = files(directories);
        Seen fresh = new Seen(stamps, System.nanoTime(), true);
        files = fresh;
        return fresh;
    }

    /** The modules in some directories by name; the first of a name counts. */
    static Map<String, Stamp> files(List<Path> directories) {
        Map<String, Stamp> stamps = new TreeMap<>();
        for (Path directory : directories) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, "[!_.]*")) {
                for (Path entry : entries) {
                    String name = name(entry);
                    if (!name.isEmpty() && !stamps.containsKey(name)) {
                        BasicFileAttributes facts = Files.readAttributes(entry, BasicFileAttributes.class);
                        stamps.put(name, new Stamp(entry, facts.size(), facts.lastModifiedTime()));
                    }
                }
            } catch (IOException e) {
                log.trace("{}: {}", directory, e.toString());
            }
        }
        return stamps;
    }

    private static String name(Path entry) {
        String file = String.valueOf(entry.getFileName());
        int dot = file.indexOf('.');
        if (dot < 0) {
            return Files.isRegularFile(entry.resolve("__init__.py")) ? file : "";
        }
        boolean module = file.endsWith(".py") || file.endsWith(".so") || file.endsWith(".zip");
        return module && (dot == file.lastIndexOf('.') || file.endsWith(".so")) ? file.substring(0, dot) : "";
    }

    private Listing listed(Dunders dunders) {
        Map<String, Stamp> wanted = look().stamps;
        Listing known = listing;
        if (known != null && known.of.equals(wanted)) {
            return known;
        }
        lock.lock();
        try {
            known = listing;
            if (known != null && known.of.equals(wanted)) {
                return known;
            }
            Listing fresh = ask(wanted, dunders);
            listing = fresh;
            return fresh;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Listing(wanted, Map.of(), Map.of(), "the job was killed while they were loaded");
        } finally {
            lock.unlock();
        }
    }

    private Listing ask(Map<String, Stamp> wanted, Dunders dunders) throws InterruptedException {
        if (wanted.isEmpty()) {
            return new Listing(wanted, Map.of(), Map.of(), "");
        }
        try {
            return read(wanted, listed(wanted.values(), dunders));
        } catch (FunctionError e) {
            return oneByOne(wanted, dunders, e);
        } catch (PythonUnavailable e) {
            log.warn("{} custom {} are left out: {}", wanted.size(), kind.directory(), e.getMessage());
            return new Listing(wanted, Map.of(), Map.of(), String.valueOf(e.getMessage()));
        } catch (PythonError e) {
            log.error("{} custom {} are left out: {}", wanted.size(), kind.directory(), e.trace());
            return new Listing(wanted, Map.of(), Map.of(), e.text());
        }
    }

    /** One module that hangs, or ends its process, while it is loaded takes no other with it. */
    private Listing oneByOne(Map<String, Stamp> wanted, Dunders dunders, FunctionError first)
            throws InterruptedException {
        log.warn("custom {} are loaded one by one: {}", kind.directory(), first.getMessage());
        List<Object> found = new ArrayList<>();
        for (Map.Entry<String, Stamp> each : wanted.entrySet()) {
            try {
                Object value = listed(List.of(each.getValue()), dunders);
                found.addAll(value instanceof List<?> modules ? modules : List.of());
            } catch (FunctionError | PythonError e) {
                log.error("custom {}: {} is left out: {}", kind.directory(), each.getKey(), e.getMessage());
                found.add(Map.of("name", each.getKey(), "missing", String.valueOf(e.getMessage())));
            }
        }
        return read(wanted, found);
    }

    private @Nullable Object listed(Collection<Stamp> files, Dunders dunders) throws PythonError, InterruptedException {
        List<String> paths = files.stream().map(stamp -> stamp.file.toString()).toList();
        Call call = Call.local("loading of " + kind.directory(), NOTHING);
        return python.load(Task.list(kind, paths), dunders, call).value();
    }

    private static Listing read(Map<String, Stamp> wanted, @Nullable Object value) {
        Map<String, Described> functions = new LinkedHashMap<>();
        Map<String, String> missing = new LinkedHashMap<>();
        for (Object each : value instanceof List<?> modules ? modules : List.of()) {
            if (!(each instanceof Map<?, ?> module)) {
                continue;
            }
            String name = String.valueOf(module.get("name"));
            if (module.get("missing") != null) {
                missing.put(name, String.valueOf(module.get("missing")));
            }
            for (Object virtual : list(module.get("virtual"))) {
                for (Object function : list(module.get("functions"))) {
                    List<?> words = list(function);
                    String own = String.valueOf(words.get(0));
                    Place place = new Place(String.valueOf(module.get("file")), name, own);
                    functions.putIfAbsent(
                            virtual + "." + own,
                            new Described(place, text(words.get(1)), parameters(words.get(2)), text(words.get(3))));
                }
            }
        }
        return new Listing(wanted, functions, missing, "");
    }

    private static List<Parameter> parameters(@Nullable Object value) {
        List<Parameter> parameters = new ArrayList<>();
        for (Object each : list(value)) {
            List<?> words = list(each);
            Parameter.Kind kind = switch (String.valueOf(words.get(1))) {
                case "rest" -> Parameter.Kind.REST;
                case "keywords" -> Parameter.Kind.KEYWORDS;
                default -> Parameter.Kind.NAMED;
            };
            parameters.add(
                    new Parameter(String.valueOf(words.get(0)), kind, Boolean.TRUE.equals(words.get(2)), words.get(3)));
        }
        return parameters;
    }

    private static List<?> list(@Nullable Object value) {
        return value instanceof List<?> items ? items : List.of();
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
