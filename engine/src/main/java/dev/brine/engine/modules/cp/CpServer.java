package dev.brine.engine.modules.cp;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Module;
import dev.brine.engine.file.FileMode;
import dev.brine.engine.file.FileStat;
import dev.brine.engine.modules.Fetched;
import dev.brine.engine.modules.ModuleParts;
import dev.brine.engine.modules.host.Digests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** {@code cp}: what the file server has, without fetching it. */
@Module("cp")
public final class CpServer {
    private final ModuleParts parts;
    private final ServedFiles served;

    CpServer(ModuleParts parts) {
        this.parts = parts;
        this.served = new ServedFiles(parts);
    }

    private String env(@Nullable String saltenv) {
        return served.env(saltenv);
    }

    @Fn(doc = """
            Return the files of the file server.

            saltenv: environment of the file server
            prefix: only those whose paths start with this
            """)
    public List<Object> listMaster(@Arg(dflt = "None") @Nullable String saltenv, @Arg(dflt = "''") String prefix) {
        return new ArrayList<>(served.list(env(saltenv), prefix));
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
            throw ServedFiles.unlisted(e);
        }
    }

    @Fn(doc = """
            Return the symbolic links of the file server and what they hold.

            saltenv: environment of the file server
            prefix: only those below this path
            """)
    public Map<String, Object> listMasterSymlinks(
            @Arg(dflt = "None") @Nullable String saltenv, @Arg(dflt = "''") String prefix) {
        try {
            return new LinkedHashMap<>(parts.minion().files().links(env(saltenv), prefix));
        } catch (IOException e) {
            throw ServedFiles.unlisted(e);
        }
    }

    @Fn(doc = """
            Return the names of the SLS files of the file server.

            saltenv: environment of the file server
            """)
    public List<Object> listStates(@Arg(dflt = "None") @Nullable String saltenv) {
        TreeSet<String> names = new TreeSet<>();
        for (String file : served.list(env(saltenv), "")) {
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
            throw ServedFiles.unlisted(e);
        }
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
            Return the mode of a file of the file server or of this host; nothing when there is none.

            path: salt://path/of/the/file, or a path
            saltenv: environment of the file server
            octal: as octal digits, like 0644; else as a number with the kind of file in it
            """)
    public @Nullable Object statFile(
            String path, @Arg(dflt = "None") @Nullable String saltenv, @Arg(dflt = "True") boolean octal) {
        try {
            Optional<Long> mode;
            if (path.startsWith("salt://")) {
                Fetched.SaltUrl url = Fetched.SaltUrl.parse(path, env(saltenv));
                mode = parts.minion().files().mode(url.path(), url.saltenv());
            } else {
                Path file = Path.of(path);
                mode = Files.isRegularFile(file) ? Optional.of(FileStat.bits(file)) : Optional.empty();
            }
            return mode.<Object>map(bits -> octal ? FileMode.text((int) (bits & 07777)) : bits)
                    .orElse(null);
        } catch (IOException e) {
            throw new FunctionError(path + ": cannot read its mode: " + e.getMessage(), e);
        }
    }
}
