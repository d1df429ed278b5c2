package dev.brine.engine.master;

import dev.brine.engine.config.MasterConfig;
import dev.brine.engine.fileserver.FileServer;
import dev.brine.transport.channel.Reply;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** {@code _master_opts}: the options that minions take over from their master. Exactly these; none is a secret. */
final class MasterOptsHandler implements MinionCommand {
    private final MasterConfig config;
    private final FileServer files;

    MasterOptsHandler(MasterConfig config, FileServer files) {
        this.config = config;
        this.files = files;
    }

    @Override
    public CompletionStage<Reply> handle(MinionCall call) {
        Map<String, Object> opts = new LinkedHashMap<>();
        Map<String, Object> roots = new LinkedHashMap<>();
        files.environments().forEach(env -> roots.put(env, List.of()));
        opts.put("file_roots", roots);
        put(opts, "top_file_merging_strategy", "merge");
        put(opts, "env_order", List.of());
        put(opts, "default_top", "base");
        if (Boolean.TRUE.equals(call.load().value("env_only"))) {
            return Replies.value(opts);
        }
        put(opts, "renderer", "jinja|yaml");
        put(opts, "failhard", false);
        put(opts, "state_top", "top.sls");
        opts.put("state_top_saltenv", config.raw().value("state_top_saltenv").orElse(null));
        opts.put("nodegroups", config.nodegroups());
        put(opts, "state_auto_order", true);
        put(opts, "state_events", false);
        put(opts, "state_aggregate", false);
        put(opts, "jinja_env", Map.of());
        put(opts, "jinja_sls_env", Map.of());
        put(opts, "jinja_lstrip_blocks", false);
        put(opts, "jinja_trim_blocks", false);
        return Replies.value(opts);
    }

    private void put(Map<String, Object> opts, String option, Object dflt) {
        opts.put(option, config.raw().value(option).orElse(dflt));
    }
}
