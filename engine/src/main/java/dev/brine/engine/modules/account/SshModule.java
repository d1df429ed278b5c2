package dev.brine.engine.modules.account;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Module;
import dev.brine.engine.modules.host.Accounts;
import dev.brine.engine.modules.host.PythonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code ssh}: the keys that may log in to accounts. */
@Module("ssh")
public final class SshModule {
    private static final String CONFIG = """

            config: the file, in the account's home unless it is absolute; %h and %u stand for home and name
            fingerprint_hash_type: sha256 by default
            """;

    private static final String SOURCE = """


            user: the account
            source: the file: a path, salt:// or http(s)://
            saltenv: environment of the file server""";

    private static final String KEY = """


            user: the account
            key: its base64 text
            enc: the kind of key
            comment, options: what else stands in its line
            cache_keys: accepted as Salt accepts it""";

    private final AccountParts parts;

    SshModule(AccountParts parts) {
        this.parts = parts;
    }

    private Accounts.Account account(String user) {
        return parts.accounts(null).users().stream()
                .filter(account -> account.name().equals(user))
                .findFirst()
                .orElseThrow(() -> new FunctionError("User '" + user + "' does not exist"));
    }

    private Path file(String user, String config) {
        String home = account(user).home();
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < config.length(); i++) {
            char c = config.charAt(i);
            if (c != '%') {
                path.append(c);
                continue;
            }
            if (++i == config.length()) {
                throw new FunctionError("AuthorizedKeysFile path: Last character can't be escape character");
            }
            switch (config.charAt(i)) {
                case '%' -> path.append('%');
                case 'u' -> path.append(user);
                case 'h' -> path.append(home);
                default ->
                    throw new FunctionError(
                            "AuthorizedKeysFile path: unknown token character \"%" + config.charAt(i) + "\"");
            }
        }
        return parts.host().file(Path.of(home).resolve(path.toString()).toString());
    }

    /** The file for changing it. */
    private HomeFile home(String user, String config) {
        Accounts.Account account = account(user);
        return new HomeFile(file(user, config), parts.host().file(account.home()), account);
    }

    private static List<String> lines(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new FunctionError("Problem reading ssh key file " + file + ": " + e.getMessage(), e);
        }
    }

    private static Map<String, AuthorizedKey> keys(Path file, @Nullable String hash) {
        Map<String, AuthorizedKey> keys = new LinkedHashMap<>();
        for (String line : lines(file)) {
            AuthorizedKey.parse(line)
                    .filter(key ->
                            AuthorizedKey.fingerprint(key.key(), hash(hash)).isPresent())
                    .ifPresent(key -> keys.put(key.key(), key));
        }
        return keys;
    }

    private static String hash(@Nullable String hash) {
        return hash == null || hash.isEmpty() ? "sha256" : hash;
    }

    @Fn(doc = """
            Return the keys that may log in: by key for one account, by account for several.

            user: an account or a list of them; all accounts by default""" + CONFIG)
    public Map<String, Object> authKeys(
            @Arg(dflt = "None") @Nullable Object user,
            @Arg(dflt = "'.ssh/authorized_keys'") String config,
            @Arg(dflt = "None") @Nullable String fingerprintHashType) {
        Map<String, Object> all = new LinkedHashMap<>();
        if (user != null && !(user instanceof List)) {
            String name = PythonText.str(user);
            boolean known = parts.accounts(null).users().stream()
                    .anyMatch(account -> account.name().equals(name));
            return known ? shown(keys(file(name, config), fingerprintHashType), fingerprintHashType) : all;
        }
        for (Accounts.Account account : parts.accounts(null).users()) {
            if (user instanceof List<?> some && !some.contains(account.name())) {
                continue;
            }
            Path file = file(account.name(), config);
            if (Files.isRegularFile(file)) {
                all.put(account.name(), shown(keys(file, fingerprintHashType), fingerprintHashType));
            }
        }
        return all;
    }

    private static Map<String, Object> shown(Map<String, AuthorizedKey> keys, @Nullable String hash) {
        Map<String, Object> shown = new LinkedHashMap<>();
        keys.forEach((text, key) -> shown.put(
                text, key.facts(AuthorizedKey.fingerprint(text, hash(hash)).orElse(""))));
        return shown;
    }

    @Fn(doc = """
            Return what set_auth_key would do with a key: add, update, or nothing as it exists.""" + KEY + CONFIG)
    public String checkKey(
            String user,
            String key,
            String enc,
            @Nullable String comment,
            @Nullable List<Object> options,
            @Arg(dflt = "'.ssh/authorized_keys'") String config,
            @Arg(dflt = "None") @Nullable Object cacheKeys,
            @Arg(dflt = "None") @Nullable String fingerprintHashType) {
        AuthorizedKey wanted = wanted(key, enc, comment, options);
        AuthorizedKey now =
                known(user) ? keys(file(user, config), fingerprintHashType).get(key) : null;
        if (now == null) {
            return "add";
        }
        return now.line().equals(wanted.line()) ? "exists" : "update";
    }

    private boolean known(String user) {
        return parts.accounts(null).users().stream()
                .anyMatch(account -> account.name().equals(user));
    }

    private static AuthorizedKey wanted(
            String key, String enc, @Nullable String comment, @Nullable List<Object> options) {
        return new AuthorizedKey(
                options == null
                        ? List.of()
                        : options.stream().map(PythonText::str).toList(),
                AuthorizedKey.kind(enc),
                key,
                comment == null ? "" : comment);
    }

    @Fn(doc = """
            Let a key log in to an account: new, replace, no change, or why it cannot be.""" + KEY + CONFIG)
    public String setAuthKey(
            String user,
            String key,
            @Arg(dflt = "'ssh-rsa'") String enc,
            @Arg(dflt = "''") @Nullable String comment,
            @Arg(dflt = "None") @Nullable List<Object> options,
            @Arg(dflt = "'.ssh/authorized_keys'") String config,
            @Arg(dflt = "None") @Nullable Object cacheKeys,
            @Arg(dflt = "None") @Nullable String fingerprintHashType) {
        if (key.strip().split("\\s+").length > 1) {
            return "invalid";
        }
        AuthorizedKey wanted = wanted(key, enc, comment, options);
        if (!known(user)) {
            return "fail";
        }
        if (AuthorizedKey.fingerprint(key, hash(fingerprintHashType)).isEmpty()) {
            return "Invalid public key";
        }
        if (wanted.line().contains("\n")) {
            return "invalid";
        }
        HomeFile file = home(user, config);
        List<String> lines = new ArrayList<>(file.lines());
        switch (checkKey(user, key, enc, comment, options, config, null, fingerprintHashType)) {
            case "exists":
                return "no change";
            case "update":
                lines.removeIf(String::isBlank);
                lines.replaceAll(line -> holds(line, key) ? wanted.line() : line.strip());
                file.write(String.join("\n", lines) + "\n");
                return "replace";
            default:
                if (!file.possible()) {
                    return "fail";
                }
                lines.add(wanted.line());
                file.write(String.join("\n", lines) + "\n");
                return "new";
        }
    }

    private static boolean holds(String line, String key) {
        return AuthorizedKey.parse(line)
                .filter(found -> found.key().equals(key))
                .isPresent();
    }

    @Fn(doc = """
            Keep a key from logging in to an account.

            user: the account
            key: its base64 text""" + CONFIG)
    public String rmAuthKey(
            String user,
            String key,
            @Arg(dflt = "'.ssh/authorized_keys'") String config,
            @Arg(dflt = "None") @Nullable String fingerprintHashType) {
        if (!known(user) || !keys(file(user, config), fingerprintHashType).containsKey(key)) {
            return "Key not present";
        }
        HomeFile file = home(user, config);
        List<String> lines = new ArrayList<>(file.lines());
        lines.removeIf(line -> line.isBlank() || holds(line, key));
        lines.replaceAll(String::strip);
        file.write(lines.isEmpty() ? "" : String.join("\n", lines) + "\n");
        return "Key removed";
    }

    @Fn(doc = """
            Let all keys of a file log in to an account.""" + SOURCE + CONFIG)
    public String setAuthKeyFromFile(
            String user,
            String source,
            @Arg(dflt = "'.ssh/authorized_keys'") String config,
            @Arg(dflt = "'base'") String saltenv,
            @Arg(dflt = "None") @Nullable String fingerprintHashType,
            Call call) {
        Map<String, AuthorizedKey> keys = source(source, saltenv, fingerprintHashType, call);
        List<String> done = new ArrayList<>();
        keys.values()
                .forEach(key -> done.add(setAuthKey(
                        user,
                        key.key(),
                        key.enc(),
                        key.comment(),
                        new ArrayList<>(key.options()),
                        config,
                        null,
                        fingerprintHashType)));
        return keys.isEmpty()
                ? "fail"
                : List.of("fail", "replace", "new").stream()
                        .filter(done::contains)
                        .findFirst()
                        .orElse("no change");
    }

    private static Map<String, AuthorizedKey> source(String source, String saltenv, @Nullable String hash, Call call) {
        Object cached =
                call.functions().value(List.of(source), Map.of("saltenv", saltenv), call.nested("cp.cache_file"));
        Path file = Path.of(Optional.ofNullable(cached).map(Object::toString).orElse(""));
        if (!Files.isRegularFile(file)) {
            throw new FunctionError("Failed to pull key file from salt file server");
        }
        return keys(file, hash);
    }

    @Fn(doc = """
            Keep all keys of a file from logging in to an account.""" + SOURCE + CONFIG)
    public String rmAuthKeyFromFile(
            String user,
            String source,
            @Arg(dflt = "'.ssh/authorized_keys'") String config,
            @Arg(dflt = "'base'") String saltenv,
            @Arg(dflt = "None") @Nullable String fingerprintHashType,
            Call call) {
        Map<String, AuthorizedKey> keys = source(source, saltenv, fingerprintHashType, call);
        if (keys.isEmpty()) {
            return "fail";
        }
        boolean removed = false;
        for (String key : keys.keySet()) {
            removed |= rmAuthKey(user, key, config, fingerprintHashType).equals("Key removed");
        }
        return removed ? "Key removed" : "Key not present";
    }

    @Fn(doc = """
            Return what set_auth_key would do with each key of a file.""" + SOURCE + CONFIG)
    public Map<String, Object> checkKeyFile(
            String user,
            String source,
            @Arg(dflt = "'.ssh/authorized_keys'") String config,
            @Arg(dflt = "'base'") String saltenv,
            @Arg(dflt = "None") @Nullable String fingerprintHashType,
            Call call) {
        Map<String, Object> checked = new LinkedHashMap<>();
        source(source, saltenv, fingerprintHashType, call)
                .forEach((text, key) -> checked.put(
                        text,
                        checkKey(
                                user,
                                text,
                                key.enc(),
                                key.comment(),
                                new ArrayList<>(key.options()),
                                config,
                                null,
                                fingerprintHashType)));
        return checked;
    }
}
