package dev.brine.engine.modules.pkg;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.InvocationError;
import dev.brine.engine.call.Module;
import dev.brine.engine.modules.host.CommandRunner;
import dev.brine.engine.modules.host.PythonText;
import dev.brine.engine.modules.host.Truth;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code pkg} on Debian and its kin: keys that sources are signed with, in apt-key's store or in files of their own. */
@Module("pkg")
public final class AptKeys {
    private static final Logger log = LoggerFactory.getLogger(AptKeys.class);
    private static final String KEYRINGS = "/etc/apt/keyrings";

    private final Apt apt;

    AptKeys(Apt apt) {
        this.apt = apt;
    }

    /** Whether there is apt-key, which keeps a store of all keys. */
    boolean store() {
        return apt.parts().host().which("apt-key").isPresent();
    }

    /** Brings the key that the arguments of {@code pkg.mod_repo} name, if they name one. */
    void add(Map<String, Object> kwargs, String signedBy, boolean store, String saltenv, Call call) {
        Path place = Path.of(signedBy.isEmpty() ? KEYRINGS + "/key.gpg" : signedBy);
        String directory = String.valueOf(place.getParent());
        String file = String.valueOf(place.getFileName());
        if (kwargs.containsKey("keyid")) {
            Object server = kwargs.get("keyserver");
            if (!Truth.of(kwargs.get("keyid")) || !Truth.of(server)) {
                throw new InvocationError("both keyserver and keyid options required.");
            }
            for (Object id : kwargs.get("keyid") instanceof List<?> list ? list : List.of(kwargs.get("keyid"))) {
                String key =
                        id instanceof Number number ? "0x" + Long.toHexString(number.longValue()) : PythonText.str(id);
                if (!addRepoKey(null, null, PythonText.str(server), key, saltenv, store, directory, file, call)) {
                    throw new FunctionError("Error: Could not add key: " + key);
                }
            }
        } else if (kwargs.containsKey("key_url")) {
            String url = PythonText.str(kwargs.get("key_url"));
            if (!addRepoKey(url, null, null, null, saltenv, store, directory, file, call)) {
                throw new FunctionError("Error: failed to add key from " + url);
            }
        } else if (kwargs.containsKey("key_text")) {
            String text = PythonText.str(kwargs.get("key_text"));
            if (!addRepoKey(null, text, null, null, saltenv, store, directory, file, call)) {
                throw new FunctionError("Error: failed to add key:\n" + text);
            }
        }
    }

    @Fn(doc = """
            Add a key for sources of packages and return whether that worked.

            path: a key file: a path, salt:// or http(s)://
            text: the key
            keyserver: where to fetch it from
            keyid: the key's id
            saltenv: environment of the file server
            aptkey: whether apt-key keeps it, where that exists
            keydir: without apt-key: the directory for it
            keyfile: without apt-key: its file's name
            """)
    public boolean addRepoKey(
            @Arg(dflt = "None") @Nullable String path,
            @Arg(dflt = "None") @Nullable String text,
            @Arg(dflt = "None") @Nullable String keyserver,
            @Arg(dflt = "None") @Nullable String keyid,
            @Arg(dflt = "'base'") String saltenv,
            @Arg(dflt = "True") boolean aptkey,
            @Arg(dflt = "None") @Nullable String keydir,
            @Arg(dflt = "None") @Nullable String keyfile,
            Call call) {
        boolean store = aptkey && store();
        String directory = keydir == null ? KEYRINGS : keydir;
        if (!store && !Files.isDirectory(apt.parts().host().file(directory))) {
            throw new FunctionError("The directory " + directory
                    + " does not exist. Please create this directory only writable by root");
        }
        if (path != null) {
            Object cached =
                    call.functions().value(List.of(path), Map.of("saltenv", saltenv), call.nested("cp.cache_file"));
            if (!(cached instanceof String source) || source.isEmpty()) {
                throw new FunctionError("Unable to get cached copy of file: " + path);
            }
            String name = keyfile == null ? String.valueOf(Path.of(source).getFileName()) : keyfile;
            return store
                    ? ran(List.of("apt-key", "add", source), null)
                    : written(directory, name, bytes(Path.of(source)));
        }
        if (text != null) {
            return store
                    ? ran(List.of("apt-key", "add", "-"), text)
                    : written(directory, keyfile == null ? "key.gpg" : keyfile, text.getBytes(StandardCharsets.UTF_8));
        }
        if (keyserver != null) {
            if (keyid == null) {
                throw new InvocationError("No keyid or keyid too short for keyserver: " + keyserver);
            }
            return ran(fetch(store, keyserver, keyid, directory + "/" + keyfile), null);
        }
        throw new InvocationError(
                keyid == null
                        ? "add_repo_key() takes at least 1 argument (0 given)"
                        : "No keyserver specified for keyid: " + keyid);
    }

    private static List<String> fetch(boolean store, String server, String id, String ring) {
        return store
                ? List.of("apt-key", "adv", "--batch", "--keyserver", server, "--recv", id)
                : List.of("gpg", "--no-default-keyring", "--keyring", ring, "--keyserver", server, "--recv-keys", id);
    }

    private boolean ran(List<String> command, @Nullable String stdin) {
        CommandRunner.Result result = stdin == null
                ? apt.parts().host().run(command)
                : apt.parts().host().run(command, Map.of("stdin", stdin, "stdin_raw_newlines", true));
        return result.ok();
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new FunctionError("cannot read the key " + file + ": " + e.getMessage(), e);
        }
    }

    private boolean written(String directory, String name, byte[] key) {
        try {
            Files.write(apt.parts().host().file(directory).resolve(name), binary(key));
            return true;
        } catch (IOException e) {
            throw new FunctionError("cannot write the key " + directory + "/" + name + ": " + e.getMessage(), e);
        }
    }

    /** Takes the armour off a key that has one: what stands between the empty line and the checksum is base64. */
    private static byte[] binary(byte[] key) {
        String text = new String(key, StandardCharsets.ISO_8859_1);
        if (!text.contains("-----BEGIN PGP PUBLIC KEY BLOCK-----")) {
            return key;
        }
        StringBuilder body = new StringBuilder();
        boolean inside = false;
        for (String line : text.split("\r?\n")) {
            if (line.startsWith("-----END") || (inside && line.startsWith("="))) {
                break;
            }
            if (inside) {
                body.append(line.strip());
            }
            inside = inside || line.isBlank();
        }
        return Base64.getMimeDecoder().decode(body.toString());
    }

    @Fn(doc = """
            Remove a key for sources of packages and return its id.

            name: accepted as Salt accepts it
            aptkey: whether apt-key keeps it, where that exists
            keydir: without apt-key: the directory with the keys
            keyid: the key's id
            """)
    public Object delRepoKey(
            @Arg(dflt = "None") @Nullable String name,
            @Arg(dflt = "True") boolean aptkey,
            @Arg(dflt = "None") @Nullable String keydir,
            @Arg(rest = true) Map<String, Object> kwargs) {
        if (!kwargs.containsKey("keyid")) {
            throw new InvocationError("keyid or keyid_ppa and PPA name must be passed");
        }
        String id = PythonText.str(kwargs.get("keyid"));
        if (aptkey && store()) {
            CommandRunner.Result result = apt.read("apt-key", "del", id);
            if (!result.ok()) {
                throw new FunctionError(
                        "Failed to remove keyid " + id + (result.stderr().isEmpty() ? "" : ": " + result.stderr()));
            }
            return id;
        }
        for (Path file : files(keydir == null ? KEYRINGS : keydir)) {
            if (ids(file).stream().anyMatch(known -> known.endsWith(id))) {
                try {
                    Files.delete(file);
                    return id;
                } catch (IOException e) {
                    throw new FunctionError("cannot remove the key " + file + ": " + e.getMessage(), e);
                }
            }
        }
        return false;
    }

    @Fn(doc = """
            Return the keys for sources of packages by id; False when there is no directory of keys.

            aptkey: those of apt-key's store, where that exists
            keydir: without apt-key: the directory with the keys
            """)
    public Object getRepoKeys(@Arg(dflt = "True") boolean aptkey, @Arg(dflt = "None") @Nullable String keydir) {
        if (aptkey && store()) {
            CommandRunner.Result result = apt.read(
                    "apt-key",
                    "adv",
                    "--batch",
                    "--list-public-keys",
                    "--with-fingerprint",
                    "--with-fingerprint",
                    "--with-colons",
                    "--fixed-list-mode");
            if (!result.ok()) {
                throw new FunctionError("apt-key cannot list its keys: " + result.stderr());
            }
            return RepoKey.parse(result.stdout());
        }
        String directory = keydir == null || keydir.isEmpty() ? KEYRINGS : keydir;
        if (!Files.isDirectory(apt.parts().host().file(directory))) {
            log.error("The directory {} does not exist. Please create this directory only writable by root", directory);
            return false;
        }
        return RepoKey.parse(files(directory).stream().map(this::listing).collect(Collectors.joining("\n")));
    }

    private List<Path> files(String directory) {
        List<Path> files = new ArrayList<>();
        try (var all = Files.newDirectoryStream(apt.parts().host().file(directory))) {
            all.forEach(files::add);
        } catch (IOException e) {
            return files;
        }
        files.sort(null);
        return files;
    }

    private List<String> ids(Path file) {
        return listing(file)
                .lines()
                .map(line -> line.split(":"))
                .filter(cols -> cols.length > 4 && (cols[0].equals("pub") || cols[0].equals("sub")))
                .map(cols -> cols[4])
                .toList();
    }

    private String listing(Path file) {
        return apt.parts()
                .host()
                .run(List.of(
                        "gpg", "--no-default-keyring", "--keyring", file.toString(), "--list-keys", "--with-colons"))
                .stdout();
    }
}
