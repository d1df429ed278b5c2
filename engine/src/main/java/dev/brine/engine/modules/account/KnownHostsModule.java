package dev.brine.engine.modules.account;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.Module;
import dev.brine.engine.modules.host.CommandRunner;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code ssh}: the hosts that accounts, or the whole host, know by their keys. {@link SshModule} has the keys that log in. */
@Module("ssh")
public final class KnownHostsModule {
    private static final String PLACE = """
            user: the account; none for the file of the host
            config: the file, in the account's home unless it is absolute
            """;

    private final AccountParts parts;

    KnownHostsModule(AccountParts parts) {
        this.parts = parts;
    }

    private static Map<String, Object> error(String message) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("status", "error");
        error.put("error", message);
        return error;
    }

    private static @Nullable List<Object> orNone(List<Object> entries) {
        return entries.isEmpty() ? null : entries;
    }

    private static List<Object> field(@Nullable List<Object> entries, String field) {
        List<Object> values = new ArrayList<>();
        if (entries != null) {
            entries.forEach(entry -> values.add(((Map<?, ?>) entry).get(field)));
        }
        return values;
    }

    @Fn(doc = """
            Return the keys that a host is known by, None when there are none.

            user: the account; none for the file of the host
            hostname: the host
            config: the file, in the account's home unless it is absolute
            port: of its SSH daemon
            fingerprint_hash_type: sha256 by default
            """)
    public @Nullable Object getKnownHostEntries(
            @Nullable String user,
            String hostname,
            @Arg(dflt = "None") @Nullable String config,
            @Arg(dflt = "None") @Nullable Object port,
            @Arg(dflt = "None") @Nullable String fingerprintHashType) {
        KnownHosts hosts = KnownHosts.of(parts, user, config);
        return hosts.error() != null
                ? error(hosts.error())
                : orNone(hosts.entries(KnownHosts.name(hostname, port), fingerprintHashType));
    }

    @Fn(doc = """
            Ask a host for its keys and return them, None when it does not answer.

            hostname: the host
            enc: the kind of key
            port: of its SSH daemon
            hash_known_hosts: hide its name in what is returned
            timeout: seconds to wait for it
            fingerprint_hash_type: sha256 by default
            """)
    public @Nullable List<Object> recvKnownHostEntries(
            String hostname,
            @Arg(dflt = "None") @Nullable String enc,
            @Arg(dflt = "None") @Nullable Object port,
            @Arg(dflt = "True") boolean hashKnownHosts,
            @Arg(dflt = "5") long timeout,
            @Arg(dflt = "None") @Nullable String fingerprintHashType) {
        return orNone(KnownHosts.received(parts, hostname, enc, port, hashKnownHosts, timeout, fingerprintHashType));
    }

    @Fn(doc = """
            Return what set_known_host would do: add, update, or nothing as it exists.

            user: the account; none for the file of the host
            hostname: the host
            key: what it is to be known by
            fingerprint: or the hash of that
            config: the file, in the account's home unless it is absolute
            port: of its SSH daemon
            fingerprint_hash_type: sha256 by default
            """)
    public Object checkKnownHost(
            @Arg(dflt = "None") @Nullable String user,
            @Arg(dflt = "None") @Nullable String hostname,
            @Arg(dflt = "None") @Nullable String key,
            @Arg(dflt = "None") @Nullable String fingerprint,
            @Arg(dflt = "None") @Nullable String config,
            @Arg(dflt = "None") @Nullable Object port,
            @Arg(dflt = "None") @Nullable String fingerprintHashType) {
        if (hostname == null || hostname.isEmpty()) {
            return error("hostname argument required");
        }
        KnownHosts hosts = KnownHosts.of(parts, user, config);
        List<Object> known =
                hosts.error() == null ? hosts.entries(KnownHosts.name(hostname, port), fingerprintHashType) : List.of();
        if (known.isEmpty()) {
            return "add";
        }
        boolean byKey = key != null && !key.isEmpty();
        boolean any = fingerprint == null || fingerprint.isEmpty();
        boolean same = byKey
                ? field(known, "key").contains(key)
                : (any || field(known, "fingerprint").contains(fingerprint));
        return same ? "exists" : "update";
    }

    @Fn(doc = """
            Forget a host.

            user: the account; none for the file of the host
            hostname: the host
            config: the file, in the account's home unless it is absolute
            port: of its SSH daemon
            """)
    public Map<String, Object> rmKnownHost(
            @Arg(dflt = "None") @Nullable String user,
            @Arg(dflt = "None") @Nullable String hostname,
            @Arg(dflt = "None") @Nullable String config,
            @Arg(dflt = "None") @Nullable Object port,
            Call call) {
        if (hostname == null || hostname.isEmpty()) {
            return error("hostname argument required");
        }
        return changed(KnownHosts.of(parts, user, config), call, "removed", "-R", KnownHosts.name(hostname, port));
    }

    @Fn(doc = """
            Hide the names of hosts in the file of known hosts.

            """ + PLACE)
    public Map<String, Object> hashKnownHosts(
            @Arg(dflt = "None") @Nullable String user, @Arg(dflt = "None") @Nullable String config, Call call) {
        return changed(KnownHosts.of(parts, user, config), call, "updated", "-H");
    }

    private static Map<String, Object> changed(KnownHosts hosts, Call call, String status, String... words) {
        if (hosts.error() != null) {
            return error(hosts.error());
        }
        if (!hosts.there()) {
            return error("Known hosts file " + hosts.path() + " does not exist");
        }
        Map<String, Object> done = new LinkedHashMap<>();
        done.put("status", status);
        CommandRunner.Result result = hosts.change(List.of(words));
        call.retcode(result.retcode());
        done.put("comment", result.stdout());
        return done;
    }

    @Fn(doc = """
            Have a host known by a key; without one the host is asked for its keys.

            user: the account; none for the file of the host
            hostname: the host
            fingerprint: hash of the key it must have
            key: its key
            port: of its SSH daemon
            enc: the kind of key
            config: the file, in the account's home unless it is absolute
            hash_known_hosts: hide its name in the file
            timeout: seconds to wait for it
            fingerprint_hash_type: sha256 by default
            """)
    public Map<String, Object> setKnownHost(
            @Arg(dflt = "None") @Nullable String user,
            @Arg(dflt = "None") @Nullable String hostname,
            @Arg(dflt = "None") @Nullable String fingerprint,
            @Arg(dflt = "None") @Nullable String key,
            @Arg(dflt = "None") @Nullable Object port,
            @Arg(dflt = "None") @Nullable String enc,
            @Arg(dflt = "None") @Nullable String config,
            @Arg(dflt = "True") boolean hashKnownHosts,
            @Arg(dflt = "5") long timeout,
            @Arg(dflt = "None") @Nullable String fingerprintHashType) {
        if (hostname == null || hostname.isEmpty()) {
            return error("hostname argument required");
        }
        if (port != null && !port.equals(KnownHosts.PORT) && hashKnownHosts) {
            return error("argument port can not be used in conjunction with argument hash_known_hosts");
        }
        KnownHosts hosts = KnownHosts.of(parts, user, config);
        if (hosts.error() != null) {
            return error(hosts.error());
        }
        List<Object> stored = hosts.entries(KnownHosts.name(hostname, port), fingerprintHashType);
        List<Object> storedKeys = field(
                stored.stream()
                        .filter(entry -> enc == null || enc.equals(((Map<?, ?>) entry).get("enc")))
                        .toList(),
                "key");
        boolean update = stored.isEmpty()
                || (fingerprint != null && !field(stored, "fingerprint").contains(fingerprint))
                || (key != null && !storedKeys.contains(key));
        Map<String, Object> exists = new LinkedHashMap<>();
        exists.put("status", "exists");
        exists.put("keys", storedKeys);
        if (!update && (key != null || fingerprint != null)) {
            return exists;
        }
        List<Object> wanted;
        if (key != null && !key.isEmpty()) {
            wanted = List.of(entry(hostname, enc, key));
        } else {
            wanted = KnownHosts.received(parts, hostname, enc, port, hashKnownHosts, timeout, fingerprintHashType);
            if (wanted.isEmpty()) {
                return error("Unable to receive remote host keys");
            }
            if (fingerprint != null && !field(wanted, "fingerprint").contains(fingerprint)) {
                return error("Remote host public keys found but none of their fingerprints match the one you have"
                        + " provided");
            }
            if (!update && new HashSet<>(field(wanted, "key")).equals(new HashSet<>(storedKeys))) {
                return exists;
            }
        }
        hosts.add(KnownHosts.name(hostname, port), enc, lines(wanted, port, hashKnownHosts));
        if (key != null && hashKnownHosts) {
            hosts.change(List.of("-H"));
        }
        Map<String, Object> updated = new LinkedHashMap<>();
        updated.put("status", "updated");
        updated.put("old", orNone(stored));
        updated.put("new", wanted);
        return updated;
    }

    private static Map<String, Object> entry(String hostname, @Nullable String enc, String key) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("hostname", hostname);
        entry.put("enc", enc);
        entry.put("key", key);
        return entry;
    }

    /** Salt 3006: where the port goes into the line, it is shown in what was added, too. */
    @SuppressWarnings("unchecked")
    private static List<String> lines(List<Object> entries, @Nullable Object port, boolean hashed) {
        List<String> lines = new ArrayList<>();
        for (Object each : entries) {
            Map<String, @Nullable Object> entry = (Map<String, @Nullable Object>) each;
            String host = String.valueOf(entry.get("hostname"));
            boolean plain = hashed || port == null || port.equals(KnownHosts.PORT) || host.contains(":");
            if (!plain) {
                entry.put("port", port);
            }
            String enc = entry.get("enc") == null ? "None" : String.valueOf(entry.get("enc"));
            lines.add((plain ? host : "[" + host + "]:" + port) + " " + enc + " " + entry.get("key"));
        }
        return lines;
    }
}
