package dev.brine.engine.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The options as templates ({@code opts}) and {@code config.get} see them: those that matter with their defaults, over them every option as written. */
public final class MinionOpts {
    private MinionOpts() {}

    /** A fresh map of plain values. */
    public static Map<String, Object> of(MinionConfig config, String id) {
        Map<String, Object> opts = new LinkedHashMap<>();
        opts.put("id", id);
        opts.put(
                "master",
                config.master().size() == 1 ? config.master().get(0) : new ArrayList<Object>(config.master()));
        opts.put("master_port", (long) config.network().masterPort());
        opts.put("user", config.user());
        opts.put("root_dir", config.paths().root().toString());
        opts.put("conf_file", config.paths().config().resolve("minion").toString());
        opts.put("config_dir", config.paths().config().toString());
        opts.put("pki_dir", config.paths().pki().toString());
        opts.put("cachedir", config.paths().cache().toString());
        opts.put("sock_dir", config.paths().sock().toString());
        opts.put("log_file", config.paths().log().toString());
        opts.put("pidfile", config.paths().pid().toString());
        opts.put("file_client", config.fileClient());
        opts.put("local", config.fileClient().equals("local"));
        opts.put("file_roots", roots(config.files().fileRoots()));
        opts.put("pillar_roots", roots(config.files().pillarRoots()));
        opts.put("saltenv", config.files().saltenv());
        opts.put("environment", config.files().saltenv());
        opts.put(
                "pillarenv",
                config.files().pillarenv().isEmpty() ? null : config.files().pillarenv());
        opts.put("state_top", config.files().stateTop());
        opts.put("failhard", config.files().failhard());
        opts.put("state_auto_order", config.files().stateAutoOrder());
        opts.put("hash_type", config.session().hashType());
        opts.put("renderer", "jinja|yaml");
        opts.put("test", false);
        opts.put("ipv6", config.network().ipv6());
        opts.put("log_level", config.logLevel());
        opts.put("__role", "minion");
        // formulas find out by it how they are rendered; salt-call says its own name
        opts.put("__cli", "salt-minion");
        opts.putAll(config.raw().values());
        return opts;
    }

    private static Map<String, Object> roots(Map<String, List<java.nio.file.Path>> roots) {
        Map<String, Object> plain = new LinkedHashMap<>();
        roots.forEach((env, dirs) -> plain.put(
                env, new ArrayList<Object>(dirs.stream().map(Object::toString).toList())));
        return plain;
    }
}
