package dev.brine.engine.modules.cp;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Module;
import dev.brine.engine.modules.Fetched;
import dev.brine.engine.modules.ModuleParts;
import dev.brine.engine.modules.Templates;
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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code cp}: files that go to a place of the caller's. */
@Module("cp")
public final class CpFetch {
    private static final Logger log = LoggerFactory.getLogger(CpFetch.class);

    private final ServedFiles served;
    private final Fetched fetched;
    private final Templates templates;

    CpFetch(ModuleParts parts) {
        this.served = new ServedFiles(parts);
        this.fetched = new Fetched(parts);
        this.templates = new Templates(parts);
    }

    private String env(@Nullable String saltenv) {
        return served.env(saltenv);
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
        for (String file : served.list(url.saltenv(), url.path() + "/")) {
            String target = dest.replaceFirst("/+$", "") + "/" + file.substring(parent);
            String put = getUrl("salt://" + file, target, url.saltenv(), true, null);
            if (!put.isEmpty()) {
                written.add(put);
            }
        }
        return written;
    }
}
