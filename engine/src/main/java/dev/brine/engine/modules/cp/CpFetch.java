package dev.brine.engine.modules;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Module;
import dev.brine.engine.modules.host.Digests;
import dev.brine.engine.modules.host.PythonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code cp}: files of the file server. */
@Module("cp")
public final class CpModule {
    private static final Logger log = LoggerFactory.getLogger(CpModule.class);

    private final ModuleParts parts;
    private final Fetched fetched;
    private final Pushed pushed;
    private final Templates templates;

    CpModule(ModuleParts parts) {
        this.parts = parts;
        this.fetched = new Fetched(parts);
        this.pushed = new Pushed(parts);
        this.templates = new Templates(parts);
    }

    private String env(@Nullable String saltenv) {
        return saltenv == null || saltenv.isEmpty()
                ? parts.minion().config().files().saltenv()
                : saltenv;
    }

    @Fn(doc = """
            Fetch a file of the file server to a place here, and return that place; an empty text when there is none.

            path: salt://path/of/the/file
            dest: where to put it; a directory takes the file's name
            saltenv: environment of the file server
            makedirs: make the directories of dest
            template: render the file first, with jinja
            gzip: accepted as Salt accepts it
            """)
    public String getFile(
            String path,
            String dest,
            @Arg(dflt = "None") @Nullable String saltenv,
            @Arg(dflt = "False") boolean makedirs,
            @Arg(dflt = "None") @Nullable String template,
            @Arg(dflt = "None") @Nullable Object gzip,
            @Arg(rest = true) Map<String, Object> kwargs,
            Call call)
            throws InterruptedException {
        if (template != null) {
            return String.valueOf(getTemplate(path, dest, template, saltenv, makedirs, kwargs, call));
        }
        return getUrl(path, dest, saltenv, makedirs, null);
    }

    @Fn(doc = """
            Fetch a file to a place here, and return that place; an empty text when there is no such file.

            path: a salt://, http(s):// or file:// URL
            dest: where to put it; when it is empty the cached file's path is returned, when it is None the content
            saltenv: environment of the file server
            makedirs: make the directories of dest
            source_hash: accepted as Salt accepts it
            """)
    public String getUrl(
            String path,
            @Arg(dflt = "''") @Nullable String dest,
            @Arg(dflt = "None") @Nullable String saltenv,
            @Arg(dflt = "False") boolean makedirs,
            @Arg(dflt = "None") @Nullable String sourceHash)
            throws InterruptedException {
        Optional<Path> file = fetched.get(path, env(saltenv));
        if (file.isEmpty()) {
            log.error("{}: there is no such file in the environment {}", path, env(saltenv));
            return "";
        }
        if (dest == null) {
            return text(file.get());
        }
        return dest.isEmpty() ? file.get().toString() : put(file.get(), Path.of(dest), path, makedirs);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new FunctionError(file + ": cannot read it as text: " + e.getMessage(), e);
        }
    }

    private static String put(Path file, Path dest, String source, boolean makedirs) {
        try {
            Path target = Files.isDirectory(dest) || dest.toString().endsWith("/")
                    ? dest.resolve(source.substring(source.lastIndexOf('/') + 1))
                    : dest;
            Path parent = target.toAbsolutePath().getParent();
            if (parent != null && !Files.isDirectory(parent)) {
                if (!makedirs) {
                    return "";
                }
                Files.createDirectories(parent);
            }
            Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
            return target.toString();
        } catch (IOException e) {
            throw new FunctionError(dest + ": cannot write it: " + e.getMessage(), e);
        }
    }

    @Fn(doc = """
            Return the content of a file of the file server; False when there is none.

            path: salt://path/of/the/file
            saltenv: environment of the file server
            """)
    public Object getFileStr(String path, @Arg(dflt = "None") @Nullable String saltenv) throws InterruptedException {
        Optional<Path> file = fetched.get(path, env(saltenv));
        return file.isEmpty() ? (Object) false : text(file.get());
    }

    @Fn(doc = """
            Fetch a file, render it and write the result to a place here; returns that place, or an empty text.

            path: salt://path/of/the/file
            dest: where to put it
            template: jinja
            saltenv: environment of the file server
            makedirs: make the directories of dest
            context: further variables
            """)
    public String getTemplate(
            String path,
            String dest,
            @Arg(dflt = "'jinja'") String template,
            @Arg(dflt = "None") @Nullable String saltenv,
            @Arg(dflt = "False") boolean makedirs,
            @Arg(rest = true) Map<String, Object> kwargs,
            Call call)
            throws InterruptedException {
        Optional<Path> file = fetched.get(path, env(saltenv));
        if (file.isEmpty()) {
            return "";
        }
        Map<String, Object> variables = new LinkedHashMap<>();
        for (Object part : new Object[] {kwargs.get("defaults"), kwargs.get("context"), kwargs}) {
            if (part instanceof Map<?, ?> map) {
                map.forEach((name, value) -> variables.putIfAbsent(String.valueOf(name), value));
            }
        }
        Object rendered =
                templates.render(text(file.get()), file.get().toString(), template, env(saltenv), variables, call);
        try {
            Path made = Files.createTempFile("__salt.tmp.", "");
            try {
                Files.writeString(made, PythonText.str(rendered));
                return put(made, Path.of(dest), path, makedirs);
            } finally {
                Files.deleteIfExists(made);
            }
        } catch (IOException e) {
            throw new FunctionError(dest + ": cannot write it: " + e.getMessage(), e);
        }
    }

    @Fn(doc = """
            Fetch a directory of the file server with all below it to a place here; returns the files written.

            path: salt://path/of/the/directory
            dest: the directory that takes it
            saltenv: environment of the file server
            template, gzip: accepted as Salt accepts them
            """)
    public List<Object> getDir(
            String path,
            String dest,
            @Arg(dflt = "None") @Nullable String saltenv,
            @Arg(dflt = "None") @Nullable String template,
            @Arg(dflt = "None") @Nullable Object gzip)
            throws InterruptedException {
        Fetched.SaltUrl url = Fetched.SaltUrl.parse(path.replaceFirst("/+$", ""), env(saltenv));
        int parent = url.path().lastIndexOf('/') + 1;
        List<Object> written = new ArrayList<>();
        for (String file : list(url.saltenv(), url.path() + "/")) {
            String target = dest.replaceFirst("/+$", "") + "/" + file.substring(parent);
            String put = getUrl("salt://" + file, target, url.saltenv(), true, null);
            if (!put.isEmpty()) {
                written.add(put);
            }
        }
        return written;
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
        list(url.saltenv(), url.path() + "/").forEach(file -> files.add("salt://" + file));
        return cacheFiles(files, url.saltenv());
    }

    @Fn(doc = """
            Fetch all files of an environment into the cache.

            saltenv: environment of the file server
            """)
    public List<Object> cacheMaster(@Arg(dflt = "None") @Nullable String saltenv) throws InterruptedException {
        List<Object> files = new ArrayList<>();
        list(env(saltenv), "").forEach(file -> files.add("salt://" + file));
        return cacheFiles(files, saltenv);
    }

    @Fn(doc = """
            Return the files of the file server.

            saltenv: environment of the file server
            prefix: only those whose paths start with this
            """)
    public List<Object> listMaster(@Arg(dflt = "None") @Nullable String saltenv, @Arg(dflt = "''") String prefix) {
        return new ArrayList<>(list(env(saltenv), prefix));
    }

    @Fn(doc = """
            Return the directories of the file server.

            saltenv: environment of the file server
            prefix: only those whose paths start with this
            """)
    public List<Object> listMasterDirs(@Arg(dflt = "None") @Nullable String saltenv, @Arg(dflt = "''") String prefix) {
        try {
            return new ArrayList<>(parts.minion().files().directories(env(saltenv), prefix));
        } catch (IOException e) {
            throw new FunctionError("cannot list the file server: " + e.getMessage(), e);
        }
    }

    @Fn(doc = """
            Return the names of the SLS files of the file server.

            saltenv: environment of the file server
            """)
    public List<Object> listStates(@Arg(dflt = "None") @Nullable String saltenv) {
        TreeSet<String> names = new TreeSet<>();
        for (String file : list(env(saltenv), "")) {
            if (file.endsWith(".sls")) {
                String name = file.substring(0, file.length() - ".sls".length()).replaceFirst("/init$", "");
                names.add(name.replace('/', '.'));
            }
        }
        return new ArrayList<>(names);
    }

    @Fn(doc = "Return the environments of the file server.")
    public List<Object> envs() {
        try {
            return new ArrayList<>(parts.minion().files().environments());
        } catch (IOException e) {
            throw new FunctionError("cannot list the file server: " + e.getMessage(), e);
        }
    }

    @Fn(doc = """
            Return the path of a file in the cache; an empty text when it is not there.

            path: salt://path/of/the/file
            saltenv: environment of the file server
            """)
    public String isCached(String path, @Arg(dflt = "None") @Nullable String saltenv) {
        Fetched.SaltUrl url = Fetched.SaltUrl.parse(path, env(saltenv));
        Path root = parts.minion().config().paths().cache().resolve("files").resolve(url.saltenv());
        Path file = root.resolve(url.path()).normalize();
        return file.startsWith(root) && Files.isRegularFile(file) ? file.toString() : "";
    }

    @Fn(doc = """
            Return the hash of a file of the file server: {hash_type, hsum}; an empty map when there is none.

            path: salt://path/of/the/file, or a path
            saltenv: environment of the file server
            """)
    public Map<String, Object> hashFile(String path, @Arg(dflt = "None") @Nullable String saltenv) {
        String type = parts.minion().config().session().hashType();
        Map<String, Object> hash = new LinkedHashMap<>();
        try {
            Optional<String> hex;
            if (path.startsWith("salt://")) {
                Fetched.SaltUrl url = Fetched.SaltUrl.parse(path, env(saltenv));
                hex = parts.minion().files().hash(url.path(), url.saltenv());
            } else {
                hex = Files.isRegularFile(Path.of(path))
                        ? Optional.of(Digests.hex(type, Path.of(path)))
                        : Optional.empty();
            }
            hex.ifPresent(value -> {
                hash.put("hsum", value);
                hash.put("hash_type", type);
            });
        } catch (IOException e) {
            throw new FunctionError(path + ": cannot hash it: " + e.getMessage(), e);
        }
        return hash;
    }

    @Fn(doc = """
            Send a file of this host to the master, which keeps it below minions/<id>/files of its cachedir. The master must allow that with file_recv.

            path: the file, absolute
            keep_symlinks: send it under the name given, not under the one that links lead to
            upload_path: another path for it on the master
            remove_source: remove the file here once it is there
            """)
    public boolean push(
            String path,
            @Arg(dflt = "False") boolean keepSymlinks,
            @Arg(dflt = "None") @Nullable String uploadPath,
            @Arg(dflt = "False") boolean removeSource) {
        return pushed.file(path, keepSymlinks, uploadPath, removeSource);
    }

    @Fn(doc = """
            Send all files below a directory to the master, see cp.push.

            path: the directory, absolute
            glob: only files whose name matches
            upload_path: another path for the directory on the master
            """)
    public boolean pushDir(
            String path, @Arg(dflt = "None") @Nullable String glob, @Arg(dflt = "None") @Nullable String uploadPath) {
        return pushed.directory(path, glob, uploadPath);
    }

    @Fn(doc = """
            Take small files that salt-cp sends. Not meant for the command line.

            files: paths as they were on the master to their text
            dest: a file, or the directory they go to
            """)
    public Object recv(Map<String, Object> files, String dest) {
        return Received.files(files, dest);
    }

    @Fn(doc = """
            Take one piece of a file that salt-cp --chunked sends. Not meant for the command line.

            dest: the file, or the directory to make when chunk is None
            chunk: the piece in base64
            append: whether it goes to the end of the file
            compressed: whether it is zipped
            mode: permissions for a new file
            """)
    public Object recvChunked(
            String dest,
            @Nullable Object chunk,
            @Arg(dflt = "False") boolean append,
            @Arg(dflt = "True") boolean compressed,
            @Arg(dflt = "None") @Nullable Long mode,
            Call call) {
        try {
            return Received.piece(dest, chunk, append, compressed, mode);
        } catch (IOException e) {
            call.retcode(1);
            return String.valueOf(e.getMessage());
        }
    }

    private List<String> list(String saltenv, String prefix) {
        try {
            return parts.minion().files().list(saltenv, prefix);
        } catch (IOException e) {
            throw new FunctionError("cannot list the file server: " + e.getMessage(), e);
        }
    }
}
