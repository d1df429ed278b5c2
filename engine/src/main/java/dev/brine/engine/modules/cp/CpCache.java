package dev.brine.engine.modules.cp;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Module;
import dev.brine.engine.modules.Fetched;
import dev.brine.engine.modules.ModuleParts;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code cp}: files that go into the minion's cache, and what is there. */
@Module("cp")
public final class CpCache {
    private final ServedFiles served;
    private final Fetched fetched;
    private final Path cache;

    CpCache(ModuleParts parts) {
        this.served = new ServedFiles(parts);
        this.fetched = new Fetched(parts);
        this.cache = parts.minion().config().paths().cache();
    }

    private String env(@Nullable String saltenv) {
        return served.env(saltenv);
    }

    @Fn(doc = """
            Fetch a file into the cache and return its path there; False when there is none.

            path: a salt://, http(s):// or file:// URL, or a path
            saltenv: environment of the file server
            source_hash, verify_ssl, use_etag: accepted as Salt accepts them
            """)
    public Object cacheFile(
            String path,
            @Arg(dflt = "None") @Nullable String saltenv,
            @Arg(dflt = "None") @Nullable String sourceHash,
            @Arg(dflt = "True") boolean verifySsl,
            @Arg(dflt = "False") boolean useEtag)
            throws InterruptedException {
        return fetched.get(path, env(saltenv)).<Object>map(Path::toString).orElse(false);
    }

    @Fn(doc = """
            Fetch several files into the cache and return their paths there.

            paths: salt:// URLs
            saltenv: environment of the file server
            """)
    public List<Object> cacheFiles(List<Object> paths, @Arg(dflt = "None") @Nullable String saltenv)
            throws InterruptedException {
        List<Object> cached = new ArrayList<>();
        for (Object path : paths) {
            cached.add(cacheFile(String.valueOf(path), saltenv, null, true, false));
        }
        return cached;
    }

    @Fn(doc = """
            Fetch a directory of the file server into the cache and return the paths of its files there.

            path: salt://path/of/the/directory
            saltenv: environment of the file server
            include_empty, include_pat, exclude_pat: accepted as Salt accepts them
            """)
    public List<Object> cacheDir(
            String path,
            @Arg(dflt = "None") @Nullable String saltenv,
            @Arg(dflt = "False") boolean includeEmpty,
            @Arg(dflt = "None") @Nullable String includePat,
            @Arg(dflt = "None") @Nullable String excludePat)
            throws InterruptedException {
        Fetched.SaltUrl url = Fetched.SaltUrl.parse(path.replaceFirst("/+$", ""), env(saltenv));
        List<Object> files = new ArrayList<>();
        served.list(url.saltenv(), url.path() + "/").forEach(file -> files.add("salt://" + file));
        return cacheFiles(files, url.saltenv());
    }

    @Fn(doc = """
            Fetch all files of an environment into the cache.

            saltenv: environment of the file server
            """)
    public List<Object> cacheMaster(@Arg(dflt = "None") @Nullable String saltenv) throws InterruptedException {
        List<Object> files = new ArrayList<>();
        served.list(env(saltenv), "").forEach(file -> files.add("salt://" + file));
        return cacheFiles(files, saltenv);
    }

    @Fn(doc = """
            Copy a file of this host into the cache and return the path of the copy; an empty text when there is none.

            path: the file
            """)
    public String cacheLocalFile(String path) {
        Path file = Path.of(path);
        if (!Files.exists(file)) {
            return "";
        }
        Path copy = inside("localfiles", path);
        try {
            if (!Files.isRegularFile(copy) || Files.mismatch(file, copy) >= 0) {
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            }
            return copy.toString();
        } catch (IOException e) {
            throw new FunctionError(path + ": cannot copy it to " + copy + ": " + e.getMessage(), e);
        }
    }

    /** A path below a directory of the cache. */
    private Path inside(String directory, String path) {
        Path root = cache.resolve(directory);
        Path file = root.resolve(path.replaceFirst("^[|/]+", "")).normalize();
        if (!file.startsWith(root)) {
            throw new FunctionError(path + ": leads out of the cache");
        }
        return file;
    }

    @Fn(doc = """
            Return the paths of all files that are in the cache.

            saltenv: environment of the file server
            """)
    public List<Object> listMinion(@Arg(dflt = "None") @Nullable String saltenv) {
        TreeSet<String> files = new TreeSet<>();
        for (Path root : List.of(cache.resolve("files").resolve(env(saltenv)), cache.resolve("localfiles"))) {
            if (!Files.isDirectory(root)) {
                continue;
            }
            try (Stream<Path> all = Files.walk(root, FileVisitOption.FOLLOW_LINKS)) {
                all.filter(file -> !Files.isDirectory(file)).map(Path::toString).forEach(files::add);
            } catch (IOException e) {
                throw new FunctionError("cannot list " + root + ": " + e.getMessage(), e);
            }
        }
        return new ArrayList<>(files);
    }

    @Fn(doc = """
            Return the path that a file has in the cache, whether it is there or not.

            url: a salt:// or http(s):// URL; a path stays as it is
            saltenv: environment of the file server
            """)
    public String cacheDest(String url, @Arg(dflt = "None") @Nullable String saltenv) {
        if (!url.contains("://")) {
            return url;
        }
        if (!url.startsWith("salt://")) {
            return fetched.place(url, env(saltenv)).map(Path::toString).orElse("Invalid path");
        }
        Fetched.SaltUrl file = Fetched.SaltUrl.parse(url, env(saltenv));
        return inside("files/" + file.saltenv(), file.path()).toString();
    }

    @Fn(doc = """
            Return the path of a file in the cache; an empty text when it is not there.

            path: a salt:// or http(s):// URL, or a path that cp.cache_local_file was given
            saltenv: environment of the file server
            """)
    public String isCached(String path, @Arg(dflt = "None") @Nullable String saltenv) {
        Fetched.SaltUrl url = Fetched.SaltUrl.parse(path, env(saltenv));
        List<Path> places = new ArrayList<>();
        if (path.matches("(https?|ftp|s3|swift)://.*")) {
            fetched.place(path, env(saltenv)).ifPresent(places::add);
        } else {
            places.add(inside("files/" + url.saltenv(), url.path()));
            places.add(inside("localfiles", url.path()));
        }
        return places.stream()
                .filter(Files::exists)
                .findFirst()
                .map(Path::toString)
                .orElse("");
    }
}
