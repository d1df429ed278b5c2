package dev.brine.engine.testing;

import dev.brine.engine.config.MasterConfig;
import dev.brine.engine.config.RawConfig;
import dev.brine.engine.event.Event;
import dev.brine.engine.event.EventBus;
import dev.brine.engine.event.Subscription;
import dev.brine.engine.master.Master;
import dev.brine.engine.plugin.Plugin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A master on loopback and free ports, with all its directories below one temporary directory.
 *
 * <pre>
 * try (TestMaster master = TestMaster.in(temp).option("auto_accept", true).start()) { ... }
 * </pre>
 */
public final class TestMaster implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int QUEUE = 100_000;

    private final Master master;
    private final Path directory;
    private final Subscription events;
    private final List<Event> seen = new ArrayList<>();

    private TestMaster(Master master, Path directory) {
        this.master = master;
        this.directory = directory;
        this.events = master.bus().subscribe("", QUEUE);
    }

    /** Starts to describe a master below {@code directory}. */
    public static Builder in(Path directory) {
        return new Builder(directory);
    }

    /** What the master is to be like. */
    public static final class Builder {
        private final Path directory;
        private final Map<String, Object> options = new LinkedHashMap<>();
        private final List<Plugin> plugins = new ArrayList<>();
        private Clock clock = Clock.systemUTC();

        private Builder(Path directory) {
            this.directory = directory;
            options.put("id", "test_master");
            options.put("interface", "127.0.0.1");
            options.put("publish_port", 0L);
            options.put("ret_port", 0L);
            options.put("root_dir", directory.toString());
            options.put("pki_dir", directory.resolve("pki").toString());
            options.put("cachedir", directory.resolve("cache").toString());
            options.put("sock_dir", directory.resolve("sock").toString());
            options.put("loop_interval", 1L);
        }

        public Builder option(String name, Object value) {
            options.put(name, value);
            return this;
        }

        public Builder plugin(Plugin plugin) {
            plugins.add(plugin);
            return this;
        }

        public Builder clock(Clock clock) {
            this.clock = clock;
            return this;
        }

        /** The configuration as it stands now. */
        public MasterConfig config() {
            RawConfig raw = new RawConfig(directory, Map.of());
            for (Map.Entry<String, Object> option : options.entrySet()) {
                raw = raw.with(option.getKey(), option.getValue());
            }
            return MasterConfig.of(raw);
        }

        public TestMaster start() throws IOException {
            lendKeyPair();
            return new TestMaster(Master.start(config(), plugins, clock), directory);
        }

        /** All test masters have one key pair, as making one takes long. */
        private void lendKeyPair() throws IOException {
            Path pki = directory.resolve("pki");
            if (!Files.exists(pki.resolve("master.pem"))) {
                Files.createDirectories(
                        pki, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
                TestKeys.of("master").save(pki.resolve("master.pem"));
            }
        }
    }

    public Master master() {
        return master;
    }

    public EventBus bus() {
        return master.bus();
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

    public Path sock() {
        return directory.resolve("sock");
    }

    public String requestEndpoint() {
        return "tcp://127.0.0.1:" + master.retPort();
    }

    /** The key that opens the clear commands. */
    public String rootKey() {
        try {
            return Files.readString(cache().resolve("." + master.config().user() + "_key"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for an event that was not given out yet; those before it are kept for {@link #seen}. */
    public Event await(Predicate<Event> wanted) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (true) {
                Event event = events.next(Duration.ofNanos(Math.max(0, end - System.nanoTime())))
                        .orElseThrow(() -> new AssertionError("the event did not come; seen: " + tags()));
                seen.add(event);
                if (wanted.test(event)) {
                    return event;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    public Event await(String tag) {
        return await(event -> event.tag().equals(tag));
    }

    /** All events up to now, in order. */
    public List<Event> seen() {
        try {
            for (var next = events.next(Duration.ZERO); next.isPresent(); next = events.next(Duration.ZERO)) {
                seen.add(next.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return List.copyOf(seen);
    }

    /** Tags of all events up to now, in order. */
    public List<String> tags() {
        return seen().stream().map(Event::tag).toList();
    }

    @Override
    public void close() {
        events.close();
        master.close();
    }
}
