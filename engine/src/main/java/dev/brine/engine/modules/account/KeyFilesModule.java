package dev.brine.engine.modules.account;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Module;
import dev.brine.engine.modules.host.Accounts;
import dev.brine.engine.modules.host.PythonText;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code ssh}: files with keys of the host and of accounts. */
@Module("ssh")
public final class KeyFilesModule {
    private static final Pattern HOST_KEY = Pattern.compile("^ssh_host_(.+)_key((-cert)?\\.pub)?");
    private static final Pattern PRIVATE = Pattern.compile("BEGIN (?:\\w+\\s)*PRIVATE KEY");
    private static final List<String> PUBLIC_NAMES =
            List.of("id_rsa.pub", "id_dsa.pub", "id_ecdsa.pub", "id_ed25519.pub");
    private static final List<String> PRIVATE_NAMES = List.of("id_rsa", "id_dsa", "id_ecdsa", "id_ed25519");

    private final AccountParts parts;

    KeyFilesModule(AccountParts parts) {
        this.parts = parts;
    }

    @Fn(doc = """
            Return the keys that the host shows to those who log in.

            keydir: where they are; /etc/ssh by default
            private: return the private ones, too
            certs: return certificates, too
            """)
    public Map<String, Object> hostKeys(
            @Arg(dflt = "None") @Nullable String keydir,
            @Arg(dflt = "True", name = "private") boolean secret,
            @Arg(dflt = "True") boolean certs) {
        Path directory = parts.host().file(keydir == null || keydir.isEmpty() ? "/etc/ssh" : keydir);
        Map<String, Object> keys = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                Matcher m = HOST_KEY.matcher(file.getFileName().toString());
                if (m.lookingAt() && (m.group(2) != null || secret) && (m.group(3) == null || certs)) {
                    keys.put(
                            m.group(1) + (m.group(2) == null ? "" : m.group(2)),
                            Files.readString(file).strip());
                }
            }
        } catch (IOException e) {
            throw new FunctionError("cannot read the keys in " + directory + ": " + e.getMessage(), e);
        }
        return new LinkedHashMap<>(keys);
    }

    @Fn(doc = """
            Return the keys of accounts, by account and file.

            user: an account or a list of them; all accounts by default
            pubfile: name or path of the public key; False for none
            prvfile: name or path of the private key; False for none
            """)
    public Map<String, Object> userKeys(
            @Arg(dflt = "None") @Nullable Object user,
            @Arg(dflt = "None") @Nullable Object pubfile,
            @Arg(dflt = "None") @Nullable Object prvfile) {
        List<String> names = new ArrayList<>(names(pubfile, PUBLIC_NAMES));
        names.addAll(names(prvfile, PRIVATE_NAMES));
        Map<String, Object> all = new LinkedHashMap<>();
        for (Accounts.Account account : parts.accounts(null).users()) {
            boolean wanted = user == null
                    || user.equals("")
                    || (user instanceof List<?> some
                            ? some.contains(account.name())
                            : PythonText.str(user).equals(account.name()));
            Map<String, Object> keys = wanted ? keys(account, names) : Map.of();
            if (!keys.isEmpty()) {
                all.put(account.name(), keys);
            }
        }
        return all;
    }

    private static List<String> names(@Nullable Object file, List<String> usual) {
        if (Boolean.FALSE.equals(file)) {
            return List.of();
        }
        return file == null || file.equals("") ? usual : List.of(PythonText.str(file));
    }

    private Map<String, Object> keys(Accounts.Account account, List<String> names) {
        Map<String, Object> keys = new LinkedHashMap<>();
        Path home = parts.host().file(account.home());
        for (String name : names) {
            Path file = name.startsWith("/")
                    ? parts.host().file(name)
                    : home.resolve(".ssh").resolve(name);
            text(new HomeFile(file, home, account), keys, String.valueOf(file.getFileName()));
        }
        return keys;
    }

    /** Salt 3006: leaves out what cannot be read. */
    private static void text(HomeFile file, Map<String, Object> keys, String name) {
        try {
            file.read().ifPresent(text -> keys.put(name, text.strip()));
        } catch (FunctionError e) {
            keys.remove(name);
        }
    }

    @Fn(doc = """
            Return whether a private key needs a passphrase.

            key: its file
            """)
    public boolean keyIsEncrypted(String key) {
        String text;
        try {
            text = Files.readString(parts.host().file(key));
        } catch (IOException e) {
            throw new FunctionError("cannot read " + key + ": " + e.getMessage(), e);
        }
        if (!PRIVATE.matcher(text).find()) {
            throw new FunctionError(key + " is not a private key");
        }
        return text.contains("ENCRYPTED");
    }
}
