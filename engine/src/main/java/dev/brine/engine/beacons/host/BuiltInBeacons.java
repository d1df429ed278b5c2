package dev.brine.engine.beacons.host;

import dev.brine.engine.beacons.Beacon;
import dev.brine.engine.beacons.BeaconCatalog;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The built-in beacons. Most read {@code /proc}: they are for Linux. */
public final class BuiltInBeacons implements BeaconCatalog {
    private static final Set<String> NAMES = Set.of(
            "cert_info",
            "diskusage",
            "inotify",
            "load",
            "log",
            "memusage",
            "network_info",
            "ps",
            "service",
            "sh",
            "status");

    private final BeaconParts parts;
    private final Path proc;

    public BuiltInBeacons(BeaconParts parts) {
        this(parts, Path.of("/proc"));
    }

    /** Beacons that read another {@code /proc}. */
    BuiltInBeacons(BeaconParts parts, Path proc) {
        this.parts = parts;
        this.proc = proc;
    }

    /** Salt 3006: {@code sh} is there when {@code strace} is. */
    @Override
    public Set<String> names() {
        if (ShBeacon.strace().isPresent()) {
            return NAMES;
        }
        Set<String> names = new TreeSet<>(NAMES);
        names.remove("sh");
        return names;
    }

    @Override
    public @Nullable Beacon create(String module) {
        return switch (module) {
            case "cert_info" -> new CertInfoBeacon(parts.clock());
            case "diskusage" -> new DiskusageBeacon(proc);
            case "inotify" -> new InotifyBeacon();
            case "load" -> new LoadBeacon(proc);
            case "log" -> new LogBeacon();
            case "memusage" -> new MemusageBeacon(proc);
            case "network_info" -> new NetworkInfoBeacon(proc);
            case "ps" -> new PsBeacon(proc);
            case "service" -> new ServiceBeacon(parts);
            case "sh" -> ShBeacon.of(proc);
            case "status" -> new StatusBeacon(parts);
            default -> null;
        };
    }
}
