package dev.brine.states.system;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Module;
import dev.brine.states.state.Args;
import dev.brine.states.state.Result;
import dev.brine.states.state.StateContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code ssh_known_hosts}: hosts that accounts, or the whole host, are to know by their keys. */
@Module("ssh_known_hosts")
public final class KnownHostStates {
    private static final String RELATIVE = "If not specifying a \"user\", specify an absolute \"config\".";

    private final StateContext context;

    public KnownHostStates(StateContext context) {
        this.context = context;
    }

    private static String config(@Nullable String user, @Nullable String config) {
        boolean own = user != null && !user.isEmpty();
        return config == null || config.isEmpty() ? (own ? ".ssh/known_hosts" : "/etc/ssh/ssh_known_hosts") : config;
    }

    private static boolean relative(@Nullable String user, String config) {
        return (user == null || user.isEmpty()) && !config.startsWith("/");
    }

    @Fn(doc = """
            Make sure that a host is known by its key; without key or fingerprint it is asked for its keys and believed.

            name: the host
            user: the account; none for the file of the host
            fingerprint: hash of the key it must have
            key: its key
            port: of its SSH daemon
            enc: the kind of key
            config: the file, in the account's home unless it is absolute
            hash_known_hosts: hide its name in the file
            timeout: seconds to wait for it
            fingerprint_hash_type: sha256 by default
            """)
    public Map<String, Object> present(
            String name,
            @Arg(dflt = "None") @Nullable String user,
            @Arg(dflt = "None") @Nullable String fingerprint,
            @Arg(dflt = "None") @Nullable String key,
            @Arg(dflt = "None") @Nullable Object port,
            @Arg(dflt = "None") @Nullable String enc,
            @Arg(dflt = "None") @Nullable String config,
            @Arg(dflt = "True") boolean hashKnownHosts,
            @Arg(dflt = "5") long timeout,
            @Arg(dflt = "None") @Nullable String fingerprintHashType) {
        String file = config(user, config);
        if (relative(user, file)) {
            return Result.failed(name, RELATIVE);
        }
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("user", user);
        options.put("hostname", name);
        options.put("fingerprint", fingerprint);
        options.put("key", key);
        options.put("port", port);
        options.put("config", file);
        options.put("fingerprint_hash_type", fingerprintHashType);
        if (context.test()) {
            return would(name, options, enc, file);
        }
        options.put("enc", enc);
        options.put("hash_known_hosts", hashKnownHosts);
        options.put("timeout", timeout);
        Map<String, Object> done = AccountPlan.map(context.call("ssh.set_known_host", List.of(), options));
        if ("exists".equals(done.get("status"))) {
            return Result.same(name, name + " already exists in " + file);
        }
        if ("error".equals(done.get("status"))) {
            return Result.failed(name, Args.python(done.get("error")));
        }
        return Result.changed(name, changes(done.get("old"), done.get("new")), saved(name, options, file, done));
    }

    private Map<String, Object> would(String name, Map<String, Object> options, @Nullable String enc, String file) {
        boolean key = Args.truth(options.get("key"));
        if (key && Args.truth(options.get("fingerprint"))) {
            return Result.failed(name, "Specify either \"key\" or \"fingerprint\", not both.");
        }
        if (key && enc == null) {
            return Result.failed(name, "Required argument \"enc\" if using \"key\" argument.");
        }
        Object status;
        try {
            status = context.call("ssh.check_known_host", List.of(), options);
        } catch (FunctionError e) {
            return Result.failed(name, "ssh.check_known_host error: " + e.getMessage());
        }
        if ("exists".equals(status)) {
            return Result.same(name, "Host " + name + " is already in " + file);
        }
        return Result.would(
                name,
                Map.of(),
                "Key for " + name + " is set to be " + ("add".equals(status) ? "added to " : "updated in ") + file);
    }

    private static String saved(String name, Map<String, Object> options, String file, Map<String, Object> done) {
        Map<String, Object> first = AccountPlan.map(Args.list(done.get("new")).get(0));
        if (Args.truth(options.get("key"))) {
            return name + "'s key saved to " + file + " (key: " + Args.python(first.get("key")) + ")";
        }
        if (Args.truth(options.get("fingerprint"))) {
            return name + "'s key saved to " + file + " (fingerprint: " + Args.python(first.get("fingerprint")) + ")";
        }
        Object enc = options.get("enc");
        return Args.truth(enc)
                ? name + "'s " + enc + " key saved to " + file + " (key: " + Args.python(first.get("key")) + ")"
                : name + "'s key(s) saved to " + file;
    }

    private static Map<String, Object> changes(@Nullable Object old, @Nullable Object fresh) {
        Map<String, Object> changes = new LinkedHashMap<>();
        changes.put("old", old);
        changes.put("new", fresh);
        return changes;
    }

    @Fn(doc = """
            Make sure that a host is not known.

            name: the host
            user: the account; none for the file of the host
            config: the file, in the account's home unless it is absolute
            """)
    public Map<String, Object> absent(
            String name, @Arg(dflt = "None") @Nullable String user, @Arg(dflt = "None") @Nullable String config) {
        String file = config(user, config);
        if (relative(user, file)) {
            return Result.failed(name, RELATIVE);
        }
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("user", user);
        options.put("hostname", name);
        options.put("config", file);
        Object known = context.call("ssh.get_known_host_entries", List.of(), options);
        if (!Args.truth(known)) {
            return Result.same(name, "Host is already absent");
        }
        if (context.test()) {
            return Result.would(name, Map.of(), "Key for " + name + " is set to be removed from " + file);
        }
        Map<String, Object> done = AccountPlan.map(context.call("ssh.rm_known_host", List.of(), options));
        return "error".equals(done.get("status"))
                ? Result.failed(name, Args.python(done.get("error")))
                : Result.changed(name, changes(known, null), Args.python(done.get("comment")));
    }
}
