package dev.brine.engine.grains;

import dev.brine.engine.config.ConfigException;
import dev.brine.engine.config.MinionConfig;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The grains of this host: what the kernel and the system's files say, then users' own modules, then the file {@code grains} beside the minion's
 * configuration, then the option {@code grains}; later ones win.
 *
 * <p>Gathered when first asked for and by {@link #refresh}; the map is swapped whole and must not be changed.
 */
public final class Grains {
    private static final Logger log = LoggerFactory.getLogger(Grains.class);

    private final MinionConfig config;
    private final String id;
    private final UnaryOperator<Map<String, Object>> custom;
    private final HostFiles files;
    private final StaticGrains file;
    private volatile Map<String, Object> current = Map.of();

    public Grains(MinionConfig config, String id) {
        this(config, id, Path.of("/"), UnaryOperator.identity());
    }

    /** @param custom gives the grains with those of users' own modules, when it is given those that the host has */
    public Grains(MinionConfig config, String id, UnaryOperator<Map<String, Object>> custom) {
        this(config, id, Path.of("/"), custom);
    }

    /** With the host's files below {@code root}. */
    Grains(MinionConfig config, String id, Path root) {
        this(config, id, root, UnaryOperator.identity());
    }

    private Grains(MinionConfig config, String id, Path root, UnaryOperator<Map<String, Object>> custom) {
        this.config = config;
        this.id = id;
        this.custom = custom;
        this.files = new HostFiles(root);
        this.file = new StaticGrains(config.paths().config().resolve("grains"));
    }

    /** The grains as last gathered. */
    public Map<String, Object> current() {
        Map<String, Object> known = current;
        return known.isEmpty() ? refresh() : known;
    }

    /** The file that {@code grains.setval} writes. */
    public StaticGrains file() {
        return file;
    }

    /** Gathers them anew. */
    public synchronized Map<String, Object> refresh() {
        Map<String, Object> fresh = new LinkedHashMap<>();
        fresh.put("id", id);
        fresh.put("master", config.master().isEmpty() ? "" : config.master().get(0));
        fresh.put("server_id", serverId());
        new OsGrains(files).addTo(fresh);
        new HardwareGrains(files).addTo(fresh);
        new GpuGrains(files).addTo(fresh);
        new NetworkGrains(files).addTo(fresh);
        new ProcessGrains(files, config.extensions().python()).addTo(fresh);
        fresh = custom.apply(fresh);
        try {
            fresh.putAll(file.read());
        } catch (ConfigException e) {
            log.error("the file's grains are left out: {}", e.getMessage());
        }
        fresh.putAll(config.grains());
        current = fresh;
        return fresh;
    }

    /** Salt 3006: a number for MySQL and the like, the same as long as the id is the same. */
    private long serverId() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
            return new BigInteger(1, hash).mod(BigInteger.ONE.shiftLeft(31)).longValue();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
