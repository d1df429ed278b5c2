package dev.brine.engine.modules.account;

import dev.brine.engine.call.FunctionError;
import dev.brine.engine.modules.host.Accounts;
import dev.brine.engine.modules.host.CommandRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One file of known hosts.
 *
 * <p>The program {@code ssh-keygen} reads and changes a copy in a directory of the minion's own, never the file itself: run by
 * root in a hostile home it would follow links there.
 *
 * @param path its absolute path, for messages
 * @param error why there is no such file, else null
 */
record KnownHosts(
        AccountParts parts,
        String path,
        @Nullable HomeFile file,
        @Nullable HomeFile old,
        @Nullable String error) {
    static final Object PORT = 22L;

    /** The file of an account, or of the host. */
    static KnownHosts of(AccountParts parts, @Nullable String user, @Nullable String config) {
        boolean own = user != null && !user.isEmpty();
        String name =
                config == null || config.isEmpty() ? (own ? ".ssh/known_hosts" : "/etc/ssh/ssh_known_hosts") : config;
        Optional<Accounts.Account> account = parts.accounts(null).users().stream()
                .filter(each -> each.name().equals(user))
                .findFirst();
        if (!name.startsWith("/") && account.isEmpty()) {
            return new KnownHosts(
                    parts,
                    name,
                    null,
                    null,
                    own ? "User " + user + " does not exist" : "Cannot determine absolute path to file.");
        }
        String path = name.startsWith("/") ? name : account.orElseThrow().home() + "/" + name;
        Path home = account.map(each -> parts.host().file(each.home())).orElse(null);
        return new KnownHosts(
                parts,
                path,
                new HomeFile(parts.host().file(path), home, account.orElse(null)),
                new HomeFile(parts.host().file(path + ".old"), home, account.orElse(null)),
                null);
    }

    /** The name of a host as the file has it: with the port, when that is not the usual one. */
    static String name(String hostname, @Nullable Object port) {
        return port == null || port.equals(0L) || port.equals("") || port.equals(PORT)
                ? hostname
                : "[" + hostname + "]:" + port;
    }

    private HomeFile at() {
        if (file == null) {
            throw new FunctionError(String.valueOf(error));
        }
        return file;
    }

    boolean there() {
        return at().read().isPresent();
    }

    /** What is known of a host. */
    List<Object> entries(String host, @Nullable String hash) {
        return parsed(found(host), hash);
    }

    private List<String> found(String host) {
        if (parts.host().which("ssh-keygen").isEmpty()) {
            throw new FunctionError("Command required for 'ssh' not found: ssh-keygen");
        }
        return at().read()
                .map(text -> withCopy(
                        text,
                        copy -> parts.host()
                                .run(List.of("ssh-keygen", "-F", host, "-f", copy.toString()))
                                .stdout()
                                .lines()
                                .toList()))
                .orElse(List.of());
    }

    private interface Work<T> {
        T on(Path copy) throws IOException;
    }

    private static <T> T withCopy(String text, Work<T> work) {
        try {
            Path directory = Files.createTempDirectory("known_hosts");
            Path copy = directory.resolve("known_hosts");
            try {
                Files.writeString(copy, text);
                return work.on(copy);
            } finally {
                Files.deleteIfExists(copy);
                Files.deleteIfExists(directory.resolve("known_hosts.old"));
                Files.deleteIfExists(directory);
            }
        } catch (IOException e) {
            throw new FunctionError("cannot work on a copy of the known hosts: " + e.getMessage(), e);
        }
    }

    private static List<Object> parsed(List<String> lines, @Nullable String hash) {
        List<Object> entries = new ArrayList<>();
        for (String line : lines) {
            String[] words = line.strip().split("\\s+");
            if (line.startsWith("#") || words.length != 3) {
                continue;
            }
            AuthorizedKey.fingerprint(words[2], hash == null || hash.isEmpty() ? "sha256" : hash)
                    .ifPresent(fingerprint -> {
                        Map<String, Object> entry = new LinkedHashMap<>();
                        entry.put("hostname", words[0]);
                        entry.put("key", words[2]);
                        entry.put("enc", words[1]);
                        entry.put("fingerprint", fingerprint);
                        entries.add(entry);
                    });
        }
        return entries;
    }

    /** Has ssh-keygen change the file and returns what came of that; what was before is kept beside it, as that program does. */
    CommandRunner.Result change(List<String> words) {
        String before = at().read().orElse("");
        return withCopy(before, copy -> {
            List<String> command = new ArrayList<>(List.of("ssh-keygen"));
            command.addAll(words);
            command.addAll(List.of("-f", copy.toString()));
            CommandRunner.Result result = parts.host().run(command, Map.of("redirect_stderr", true));
            String after = Files.readString(copy);
            if (!after.equals(before) && old != null) {
                old.write(before);
                at().write(after);
            }
            return new CommandRunner.Result(
                    result.pid(), result.retcode(), result.stdout().replace(copy.toString(), path), "");
        });
    }

    /** Adds lines, in place of those for the host with that kind of key. */
    void add(String host, @Nullable String enc, List<String> lines) {
        List<String> all = new ArrayList<>(at().lines());
        List<String> found = found(host);
        for (int i = found.size() - 2; i >= 0; i -= 2) {
            String[] head = found.get(i).strip().split("\\s+");
            String[] words = found.get(i + 1).strip().split("\\s+");
            if (words.length > 1
                    && (enc == null || words[words.length - 2].equals(enc))
                    && head[head.length - 1].matches("[0-9]{1,9}")) {
                int at = Integer.parseInt(head[head.length - 1]) - 1;
                if (at >= 0 && at < all.size()) {
                    all.remove(at);
                }
            }
        }
        all.addAll(lines);
        at().write(String.join("\n", all) + "\n");
    }

    /** The keys that a host tells. */
    static List<Object> received(
            AccountParts parts,
            String hostname,
            @Nullable String enc,
            @Nullable Object port,
            boolean hashed,
            long timeout,
            @Nullable String hash) {
        if (hostname.startsWith("-")) {
            throw new FunctionError("'" + hostname + "' is no name of a host");
        }
        List<String> command = new ArrayList<>(List.of("ssh-keyscan"));
        if (port != null && !port.equals("")) {
            command.addAll(List.of("-p", port.toString()));
        }
        if (enc != null && !enc.isEmpty()) {
            command.addAll(List.of("-t", enc));
        }
        if (hashed) {
            command.add("-H");
        }
        command.addAll(List.of("-T", String.valueOf(timeout), hostname));
        if (parts.host().which("ssh-keyscan").isEmpty()) {
            throw new FunctionError("Command required for 'ssh' not found: ssh-keyscan");
        }
        List<String> lines = List.of();
        for (int attempt = 0; attempt < 5 && lines.isEmpty(); attempt++) {
            lines = parts.host()
                    .run(command, Map.of("redirect_stderr", true))
                    .stdout()
                    .lines()
                    .toList();
        }
        return parsed(lines, hash);
    }
}
