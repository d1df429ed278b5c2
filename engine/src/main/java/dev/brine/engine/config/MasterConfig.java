package dev.brine.engine.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The master's options, by theme. Names and defaults are Salt's unless the component says otherwise.
 *
 * @param id name of this master in events and publications ({@code id}, else {@code <hostname>_master})
 * @param user the account whose key files open the clear commands ({@code user})
 * @param logLevel of the console
 * @param extensions code that users add
 * @param raw every option as written, known or not
 * @param known the options that this class reads
 */
public record MasterConfig(
        String id,
        String user,
        String logLevel,
        Paths paths,
        Network network,
        Auth auth,
        Jobs jobs,
        Journal journal,
        FileServer files,
        Pillar pillar,
        Map<String, Object> nodegroups,
        Workers workers,
        JobCaches jobCaches,
        EventReturn eventReturn,
        Routine routine,
        MinionLimits limits,
        ExtensionConfig extensions,
        RawConfig raw,
        Set<String> known) {

    private static final long MB = 1 << 20;

    /** Where things are. All absolute; modes are set by whoever creates them. */
    public record Paths(Path root, Path config, Path pki, Path cache, Path sock, Path log, Path pid) {}

    /** Addresses and socket options. Ports may be 0 in tests: any free port. */
    public record Network(
            String address,
            int publishPort,
            int retPort,
            boolean ipv6,
            int backlog,
            int pubHwm,
            boolean zmqFiltering,
            int maxEventSize) {}

    /**
     * Who may connect, and how it is proved.
     *
     * @param pendWait how long the reply to a pending minion is kept back in case its key is accepted meanwhile; zero = not at all
     * @param hold the same for Brine minions from their second request on ({@code auth_hold}, 4 s); zero = as {@code pendWait}
     * @param minimumVersion the lowest protocol version answered ({@code minimum_auth_version}, 3)
     * @param requestTtl how old an encrypted request may be ({@code request_server_ttl}, 300 s here; 0 = any age)
     */
    public record Auth(
            boolean autoAccept,
            boolean openMode,
            Path autosignFile,
            Path autorejectFile,
            Path autosignGrainsDir,
            Duration autosignTimeout,
            int maxMinions,
            boolean events,
            Duration pendWait,
            Duration hold,
            int minimumVersion,
            Duration requestTtl,
            Duration publishSession,
            boolean rotateAesKey,
            boolean preserveMinionCache,
            int keySize,
            boolean signPubMessages,
            boolean signPubkey,
            String signKeyName,
            boolean allowMinionKeyRevoke,
            boolean dropMessagesSignatureFail,
            boolean permissivePki,
            Map<String, Object> minionEventAllow) {}

    /** Jobs and their cache. */
    public record Jobs(
            Duration timeout,
            Duration gatherTimeout,
            Duration keep,
            boolean cache,
            boolean runnerReturns,
            boolean minionDataCache,
            boolean minionDataCacheEvents,
            Duration loopInterval,
            boolean presenceEvents,
            boolean uniqueJid) {}

    /**
     * The file server.
     *
     * @param linksOutside whether symbolic links may lead out of the roots ({@code fileserver_links_outside_roots}, ours: False)
     */
    public record FileServer(
            Map<String, List<Path>> roots,
            String hashType,
            int bufferSize,
            boolean linksOutside,
            Received recv,
            List<String> ignoreGlob,
            List<String> ignoreRegex) {}

    /**
     * Files that minions send ({@code cp.push}).
     *
     * @param on whether they may at all ({@code file_recv})
     * @param maxBytes of one file ({@code file_recv_max_size}, in MB)
     * @param quotaBytes of all files of one minion ({@code file_recv_quota}, in MB; ours)
     */
    public record Received(boolean on, long maxBytes, long quotaBytes) {}

    /**
     * What one minion may ask of the master.
     *
     * @param eventRate events a second; 0 = any number
     * @param returnBytes of one return on the wire; 0 = whatever fits into a frame
     */
    public record MinionLimits(int eventRate, long returnBytes) {}

    /** Pillar compilation. */
    public record Pillar(
            Map<String, List<Path>> roots,
            String topFile,
            boolean opts,
            String mergeStrategy,
            boolean mergeLists,
            boolean includesOverride) {}

    /**
     * How much is done at once.
     *
     * @param threads handlers of requests ({@code worker_threads})
     */
    public record Workers(int threads) {}

    /**
     * Where jobs are kept beside the master's own store. Names of returners; {@code local_cache} is the own store.
     *
     * @param master written by the master ({@code master_job_cache})
     * @param external written by minions ({@code ext_job_cache}); empty for none
     */
    public record JobCaches(String master, String external) {}

    /**
     * Events for returners.
     *
     * @param returners that get them ({@code event_return})
     * @param queue how many make a batch ({@code event_return_queue})
     * @param queueTime how old a batch may become; zero = any age
     */
    public record EventReturn(
            List<String> returners, int queue, Duration queueTime, List<String> whitelist, List<String> blacklist) {}

    /**
     * Runners by the clock.
     *
     * @param inBackground whether scheduled runners have threads of their own
     */
    public record Routine(Map<String, Object> schedule, boolean inBackground) {}

    /** Reads the directory given with {@code -c}. */
    public static MasterConfig load(Path directory) {
        return of(ConfigLoader.load(directory, "master"));
    }

    public static MasterConfig of(RawConfig raw) {
        Options o = new Options(raw);
        Path root = Path.of(o.string("root_dir", "/")).toAbsolutePath().normalize();
        Path pki = o.path("pki_dir", root, "etc/salt/pki/master");
        Paths paths = new Paths(
                root,
                raw.directory().toAbsolutePath().normalize(),
                pki,
                o.path("cachedir", root, "var/cache/salt/master"),
                o.path("sock_dir", root, "var/run/salt/master"),
                o.path("log_file", root, "var/log/salt/master"),
                o.path("pidfile", root, "var/run/salt-master.pid"));
        Network network = new Network(
                o.string("interface", "0.0.0.0"),
                o.integer("publish_port", 4505),
                o.integer("ret_port", 4506),
                o.bool("ipv6", false),
                o.integer("zmq_backlog", 1000),
                o.integer("pub_hwm", 1000),
                o.bool("zmq_filtering", false),
                o.integer("max_event_size", 1_048_576));
        Path conf = raw.directory().toAbsolutePath().normalize();
        Auth auth = new Auth(
                o.bool("auto_accept", false),
                o.bool("open_mode", false),
                o.path("autosign_file", conf, "autosign.conf"),
                o.path("autoreject_file", conf, "autoreject.conf"),
                o.path("autosign_grains_dir", conf, "autosign_grains"),
                Duration.ofMinutes(o.integer("autosign_timeout", 120)),
                o.integer("max_minions", 0),
                o.bool("auth_events", true),
                o.seconds("auth_pend_wait", 1),
                o.seconds("auth_hold", 4),
                o.integer("minimum_auth_version", 3),
                o.seconds("request_server_ttl", 300),
                o.seconds("publish_session", 86400),
                o.bool("rotate_aes_key", true),
                o.bool("preserve_minion_cache", false),
                o.integer("keysize", 2048),
                o.bool("sign_pub_messages", true),
                o.bool("master_sign_pubkey", false),
                o.string("master_sign_key_name", "master_sign"),
                o.bool("allow_minion_key_revoke", false),
                o.bool("drop_messages_signature_fail", true),
                o.bool("permissive_pki_access", false),
                o.map("minion_event_allow"));
        Jobs jobs = new Jobs(
                o.seconds("timeout", 5),
                o.seconds("gather_job_timeout", 10),
                o.seconds("keep_jobs_seconds", o.integer("keep_jobs", 24) * 3600.0),
                o.bool("job_cache", true),
                o.bool("runner_returns", true),
                o.bool("minion_data_cache", true),
                o.bool("minion_data_cache_events", true),
                o.seconds("loop_interval", 60),
                o.bool("presence_events", false),
                o.bool("unique_jid", false));
        Journal journal = Journal.of(o, true);
        FileServer files = new FileServer(
                o.roots("file_roots", root, "srv/salt"),
                o.string("hash_type", "sha256"),
                o.integer("file_buffer_size", 1_048_576),
                o.bool("fileserver_links_outside_roots", false),
                new Received(
                        o.bool("file_recv", false),
                        MB * o.integer("file_recv_max_size", 100),
                        MB * o.integer("file_recv_quota", 1000)),
                o.strings("file_ignore_glob", List.of()),
                o.strings("file_ignore_regex", List.of()));
        Pillar pillar = new Pillar(
                o.roots("pillar_roots", root, "srv/pillar"),
                o.string("state_top", "top.sls"),
                o.bool("pillar_opts", false),
                o.string("pillar_source_merging_strategy", "smart"),
                o.bool("pillar_merge_lists", false),
                o.bool("pillar_includes_override_sls", false));
        String id = o.string("id", HostName.first() + "_master");
        return new MasterConfig(
                id,
                o.string("user", System.getProperty("user.name", "root")),
                o.string("log_level", "warning"),
                paths,
                network,
                auth,
                jobs,
                journal,
                files,
                pillar,
                o.map("nodegroups"),
                new Workers(o.integer("worker_threads", 5)),
                new JobCaches(o.string("master_job_cache", "local_cache"), o.string("ext_job_cache", "")),
                new EventReturn(
                        o.strings("event_return", List.of()),
                        o.integer("event_return_queue", 0),
                        o.seconds("event_return_queue_max_seconds", 0),
                        o.strings("event_return_whitelist", List.of()),
                        o.strings("event_return_blacklist", List.of())),
                new Routine(o.map("schedule"), o.bool("run_schedule_jobs_in_background", true)),
                new MinionLimits(o.integer("minion_event_rate", 0), o.integer("return_max_size", 16) * MB),
                ExtensionConfig.of(o, root, paths.cache()),
                raw,
                Set.copyOf(o.known()));
    }
}
