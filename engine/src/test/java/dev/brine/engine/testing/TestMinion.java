package dev.brine.engine.testing;

import dev.brine.engine.config.MinionConfig;
import dev.brine.engine.config.RawConfig;
import dev.brine.engine.minion.Minion;
import dev.brine.engine.plugin.Plugin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A minion of a master on loopback, with all its directories below one temporary directory and short waits.
 *
 * <pre>
 * try (TestMinion minion = TestMinion.of(master, temp.resolve("web1"), "web1").start()) { ... }
 * </pre>
 */
public final class TestMinion implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Minion minion;
    private final Path directory;

    private TestMinion(Minion minion, Path directory) {
        this.minion = minion;
        this.directory = directory;
    }

    /** Starts to describe a minion of a test master. */
    public static Builder of(TestMaster master, Path directory, String id) {
        return at("127.0.0.1", master.master().retPort(), directory, id);
    }

    /** Starts to describe a minion of the master at an address. */
    public static Builder at(String host, int port, Path directory, String id) {
        return new Builder(host, port, directory, id);
    }

    /** What the minion is to be like. */
    public static final class Builder {
        private final Path directory;
        private final String id;
        private final Map<String, Object> options = new LinkedHashMap<>();
        private final List<Plugin> plugins = new ArrayList<>();

        private Builder(String host, int port, Path directory, String id) {
            this.directory = directory;
            this.id = id;
            options.put("id", id);
            options.put("master", host);
            options.put("master_port", (long) port);
            options.put("root_dir", directory.toString());
            options.put("pki_dir", directory.resolve("pki").toString());
            options.put("cachedir", directory.resolve("cache").toString());
            options.put("sock_dir", directory.resolve("sock").toString());
            options.put("acceptance_wait_time", 0.1);
            options.put("recon_default", 50L);
            options.put("recon_max", 100L);
            options.put("random_reauth_delay", 0L);
            options.put("return_retry_timer", 1L);
        }

        public Builder option(String name, Object value) {
            options.put(name, value);
            return this;
        }

        public Builder plugin(Plugin plugin) {
            plugins.add(plugin);
            return this;
        }

        public MinionConfig config() {
            RawConfig raw = new RawConfig(directory, Map.of());
            for (Map.Entry<String, Object> option : options.entrySet()) {
                raw = raw.with(option.getKey(), option.getValue());
            }
            return MinionConfig.of(raw);
        }

        /** Starts it and returns at once. */
        public TestMinion begin() throws IOException {
            Path pki = directory.resolve("pki");
            if (!Files.exists(pki.resolve("minion.pem"))) {
                Files.createDirectories(
                        pki, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
                TestKeys.of("minion-" + id).save(pki.resolve("minion.pem"));
            }
            return new TestMinion(Minion.start(config(), plugins), directory);
        }

        /** Starts it and waits until it is signed in. */
        public TestMinion start() throws IOException, InterruptedException {
            TestMinion started = begin();
            if (!started.minion.awaitConnected(PATIENCE)) {
                started.close();
                throw new AssertionError("the minion did not sign in: " + started.minion.state());
            }
            return started;
        }
    }

    public Minion minion() {
        return minion;
    }

    public Path directory() {
        return directory;
    }

    public Path pki() {
        return directory.resolve("pki");
    }

    public Path cache() {
        return directory.resolve("cache");
    }

    @Override
    public void close() {
        minion.close();
    }
}
