package dev.brine.engine.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The minion's options, by theme. Names and defaults are Salt's unless the component says otherwise.
 *
 * @param id the minion id as configured; empty when it is to be found out ({@code minion_id} file, host name)
 * @param master addresses of the master, the first is used
 * @param masterType {@code disable}: there is no master
 * @param fileClient {@code remote} or {@code local}
 * @param grains from the configuration
 * @param extensions code that users add
 * @param raw every option as written, known or not
 * @param known the options that this class reads
 */
public record MinionConfig(
        String id,
        List<String> master,
        String masterType,
        String user,
        String logLevel,
        String fileClient,
        Paths paths,
        Network network,
        Session session,
        Returns returns,
        Files files,
        Map<String, Object> grains,
        Startup startup,
        Jobs jobs,
        Routine routine,
        Journal journal,
        Mine mine,
        ExtensionConfig extensions,
        RawConfig raw,
        Set<String> known) {

    /** Where things are. All absolute. */
    public record Paths(Path root, Path config, Path pki, Path cache, Path sock, Path log, Path pid) {}

    /**
     * The master's ports and socket options.
     *
     * @param publishPort as configured; 0 when the master's answer at sign-in decides (Salt: any value but 4506 here wins)
     */
    public record Network(
            int masterPort,
            int publishPort,
            String sourceAddress,
            boolean ipv6,
            boolean zmqFiltering,
            Duration reconDefault,
            Duration reconMax,
            boolean reconRandomize) {}

    /** Signing in, staying in. */
    public record Session(
            Duration authTimeout,
            int authTries,
            Duration acceptanceWait,
            Duration acceptanceWaitMax,
            Duration randomReauthDelay,
            Duration randomStartupDelay,
            boolean rejectedRetry,
            Duration masterAliveInterval,
            Duration pingInterval,
            int keySize,
            String masterFinger,
            String hashType,
            String encryptionAlgorithm,
            String signingAlgorithm,
            boolean verifyMasterPubkeySign,
            String masterSignKeyName,
            boolean requireSignedPublish,
            boolean openMode,
            List<String> autosignGrains) {}

    /**
     * Sending returns.
     *
     * @param cacheJobs whether returns are also kept below {@code cachedir/minion_jobs}
     * @param returners names of returners that get every return ({@code return})
     */
    public record Returns(
            Duration retryTimer,
            Duration retryTimerMax,
            int retryTries,
            Duration requestTimeout,
            int requestTries,
            boolean cacheJobs,
            List<String> returners) {}

    /**
     * What a minion does by the clock.
     *
     * @param schedule as written, with what was changed at run time
     * @param inBackground whether scheduled jobs have threads of their own ({@code run_schedule_jobs_in_background})
     * @param returners get the returns of scheduled jobs ({@code schedule_returner})
     * @param grainsRefresh how often grains are gathered anew ({@code grains_refresh_every}); zero = not by the clock
     * @param beacons as written
     */
    public record Routine(
            Map<String, Object> schedule,
            boolean inBackground,
            List<String> returners,
            Duration grainsRefresh,
            Map<String, Object> beacons) {}

    /** Files and pillar for masterless use, and what state runs need. */
    public record Files(
            Map<String, List<Path>> fileRoots,
            Map<String, List<Path>> pillarRoots,
            String saltenv,
            String pillarenv,
            String stateTop,
            boolean failhard,
            boolean stateAutoOrder) {}

    /** What a minion does when it comes up. */
    public record Startup(
            String states, List<String> slsList, String topFile, boolean legacyEvents, List<String> eventGrains) {}

    /**
     * Running jobs.
     *
     * @param limit how many run at a time; 0 when it is not set
     * @param remembered how many jids are kept to recognise a job that arrives twice
     * @param ordered whether a compound call returns lists instead of maps by function
     */
    public record Jobs(int limit, int remembered, boolean ordered) {}

    /** What the minion tells the mine, and how often. Functions by alias, as written. */
    public record Mine(boolean enabled, Duration interval, boolean returned, Map<String, Object> functions) {}

    /** Reads the directory given with {@code -c}. */
    public static MinionConfig load(Path directory) {
        return of(ConfigLoader.load(directory, "minion"));
    }

    public static MinionConfig of(RawConfig raw) {
        Options o = new Options(raw);
        Path root = Path.of(o.string("root_dir", "/")).toAbsolutePath().normalize();
        Paths paths = new Paths(
                root,
                raw.directory().toAbsolutePath().normalize(),
                o.path("pki_dir", root, "etc/salt/pki/minion"),
                o.path("cachedir", root, "var/cache/salt/minion"),
                o.path("sock_dir", root, "var/run/salt/minion"),
                o.path("log_file", root, "var/log/salt/minion"),
                o.path("pidfile", root, "var/run/salt-minion.pid"));
        int publishPort = o.integer("publish_port", 0);
        Network network = new Network(
                o.integer("master_port", 4506),
                publishPort == 4506 ? 0 : publishPort,
                o.string("source_address", o.string("source_interface_name", "")),
                o.bool("ipv6", false),
                o.bool("zmq_filtering", false),
                Duration.ofMillis(o.integer("recon_default", 1000)),
                Duration.ofMillis(o.integer("recon_max", 10000)),
                o.bool("recon_randomize", true));
        Session session = new Session(
                o.seconds("auth_timeout", 5),
                o.integer("auth_tries", 7),
                o.seconds("acceptance_wait_time", 10),
                o.seconds("acceptance_wait_time_max", 0),
                o.seconds("random_reauth_delay", 10),
                o.seconds("random_startup_delay", 0),
                o.bool("rejected_retry", false),
                o.seconds("master_alive_interval", 0),
                Duration.ofMinutes(o.integer("ping_interval", 0)),
                o.integer("keysize", 2048),
                o.string("master_finger", ""),
                o.string("hash_type", "sha256"),
                o.string("encryption_algorithm", "OAEP-SHA1"),
                o.string("signing_algorithm", "PKCS1v15-SHA1"),
                o.bool("verify_master_pubkey_sign", false),
                o.string("master_sign_key_name", "master_sign"),
                o.bool("sign_pub_messages", false),
                o.bool("open_mode", false),
                o.strings("autosign_grains", List.of()));
        Returns returns = new Returns(
                o.seconds("return_retry_timer", 5),
                o.seconds("return_retry_timer_max", 10),
                o.integer("return_retry_tries", 3),
                o.seconds("request_channel_timeout", 60),
                o.integer("request_channel_tries", 3),
                o.bool("cache_jobs", false),
                commaSeparated(o.strings("return", List.of())));
        Routine routine = new Routine(
                o.map("schedule"),
                o.bool("run_schedule_jobs_in_background", true),
                commaSeparated(o.strings("schedule_returner", List.of())),
                Duration.ofMinutes(Math.abs(o.integer("grains_refresh_every", 0))),
                o.map("beacons"));
        Files files = new Files(
                o.roots("file_roots", root, "srv/salt"),
                o.roots("pillar_roots", root, "srv/pillar"),
                o.string("saltenv", o.string("environment", "base")),
                o.string("pillarenv", ""),
                o.string("state_top", "top.sls"),
                o.bool("failhard", false),
                o.bool("state_auto_order", true));
        Startup startup = new Startup(
                o.string("startup_states", ""),
                o.strings("sls_list", List.of()),
                o.string("top_file", ""),
                o.bool("enable_legacy_startup_events", true),
                o.strings("start_event_grains", List.of()));
        Jobs jobs = new Jobs(
                Math.max(0, o.integer("process_count_max", -1)),
                o.integer("minion_jid_queue_hwm", 100),
                o.bool("multifunc_ordered", false));
        Mine mine = new Mine(
                o.bool("mine_enabled", true),
                Duration.ofMinutes(o.integer("mine_interval", 60)),
                o.bool("mine_return_job", false),
                mineFunctions(o.value("mine_functions")));
        boolean reacts = raw.value("reactor").isPresent()
                || EngineOptions.of(raw, "reactor").isPresent();
        return new MinionConfig(
                o.string("id", ""),
                o.strings("master", List.of("salt")),
                o.string("master_type", "str"),
                o.string("user", System.getProperty("user.name", "root")),
                o.string("log_level", "warning"),
                o.string("file_client", "remote"),
                paths,
                network,
                session,
                returns,
                files,
                o.map("grains"),
                startup,
                jobs,
                routine,
                Journal.of(o, reacts),
                mine,
                ExtensionConfig.of(o, root, paths.cache()),
                raw,
                Set.copyOf(o.known()));
    }

    /** Whether it works by itself: no master is to be used, or none is named where files and pillar are its own anyway. */
    public boolean masterless() {
        return masterType.equals("disable")
                || (fileClient.equals("local") && raw.value("master").isEmpty());
    }

    private static List<String> commaSeparated(List<String> texts) {
        return texts.stream()
                .flatMap(text -> Stream.of(text.split(",")))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    /** Salt 3006: a map by alias, or a list of names. */
    private static Map<String, Object> mineFunctions(@Nullable Object option) {
        Map<String, Object> functions = new LinkedHashMap<>();
        if (option instanceof Map<?, ?> map) {
            map.forEach((name, call) -> functions.put(String.valueOf(name), call));
        } else if (option instanceof List<?> names) {
            names.forEach(name -> functions.put(String.valueOf(name), new ArrayList<>()));
        }
        return functions;
    }
}
