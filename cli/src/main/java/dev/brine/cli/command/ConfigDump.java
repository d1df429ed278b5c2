package dev.brine.cli.command;

import dev.brine.engine.config.MasterConfig;
import java.util.Map;
import java.util.TreeMap;

/** The master's configuration as {@code salt --config-dump} prints it: what is in force, defaults included, by Salt's names. */
final class ConfigDump {

    private ConfigDump() {}

    /** A fresh map of plain values, sorted. */
    static Map<String, Object> of(MasterConfig config) {
        Map<String, Object> all = new TreeMap<>();
        all.put("id", config.id());
        all.put("user", config.user());
        all.put("log_level", config.logLevel());
        all.put("conf_file", config.paths().config().resolve("master").toString());
        all.put("root_dir", config.paths().root().toString());
        all.put("nodegroups", config.nodegroups());
        network(config.network(), all);
        auth(config.auth(), all);
        jobs(config.jobs(), all);
        all.putAll(config.raw().values());
        // relative ones are below root_dir
        all.put("pki_dir", config.paths().pki().toString());
        all.put("cachedir", config.paths().cache().toString());
        all.put("sock_dir", config.paths().sock().toString());
        all.put("log_file", config.paths().log().toString());
        all.put("pidfile", config.paths().pid().toString());
        return all;
    }

    private static void network(MasterConfig.Network network, Map<String, Object> all) {
        all.put("interface", network.address());
        all.put("publish_port", (long) network.publishPort());
        all.put("ret_port", (long) network.retPort());
        all.put("ipv6", network.ipv6());
        all.put("zmq_backlog", (long) network.backlog());
        all.put("pub_hwm", (long) network.pubHwm());
        all.put("zmq_filtering", network.zmqFiltering());
        all.put("max_event_size", (long) network.maxEventSize());
    }

    private static void auth(MasterConfig.Auth auth, Map<String, Object> all) {
        all.put("auto_accept", auth.autoAccept());
        all.put("open_mode", auth.openMode());
        all.put("max_minions", (long) auth.maxMinions());
        all.put("auth_events", auth.events());
        all.put("publish_session", auth.publishSession().toSeconds());
        all.put("rotate_aes_key", auth.rotateAesKey());
        all.put("preserve_minion_cache", auth.preserveMinionCache());
        all.put("keysize", (long) auth.keySize());
        all.put("sign_pub_messages", auth.signPubMessages());
        all.put("master_sign_pubkey", auth.signPubkey());
        all.put("permissive_pki_access", auth.permissivePki());
    }

    private static void jobs(MasterConfig.Jobs jobs, Map<String, Object> all) {
        all.put("timeout", jobs.timeout().toSeconds());
        all.put("gather_job_timeout", jobs.gatherTimeout().toSeconds());
        all.put("keep_jobs_seconds", jobs.keep().toSeconds());
        all.put("job_cache", jobs.cache());
        all.put("runner_returns", jobs.runnerReturns());
        all.put("minion_data_cache", jobs.minionDataCache());
        all.put("loop_interval", jobs.loopInterval().toSeconds());
        all.put("presence_events", jobs.presenceEvents());
        all.put("unique_jid", jobs.uniqueJid());
    }
}
