package dev.brine.engine.beacons.host;

import dev.brine.engine.beacons.Beacon;
import dev.brine.engine.data.Regex;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code diskusage}: file systems filled to a threshold or more. Mount points are named by regular expressions. */
final class DiskusageBeacon implements Beacon {
    private static final Logger log = LoggerFactory.getLogger(DiskusageBeacon.class);

    private final ProcFiles proc;

    DiskusageBeacon(Path proc) {
        this.proc = new ProcFiles(proc);
    }

    @Override
    public Validity validate(List<Object> config) {
        return Validity.OK;
    }

    @Override
    public List<Map<String, Object>> poll(List<Object> config) throws IOException {
        List<String> points = proc.mountPoints();
        List<Map<String, Object>> full = new ArrayList<>();
        for (Object item : config) {
            if (!(item instanceof Map<?, ?> map) || map.isEmpty()) {
                continue;
            }
            Map.Entry<?, ?> wanted = map.entrySet().iterator().next();
            String mount = String.valueOf(wanted.getKey());
            if (mount.startsWith("_") || mount.equals("beacon_module")) {
                continue;
            }
            Regex pattern = Regex.of(mount.endsWith("$") ? mount : mount + "$");
            for (String point : points) {
                if (pattern.matchesStart(point)) {
                    check(point, Percent.of(wanted.getValue()), full);
                }
            }
        }
        return full;
    }

    private static void check(String point, double threshold, List<Map<String, Object>> full) {
        double used;
        try {
            FileStore store = Files.getFileStore(Path.of(point));
            long taken = store.getTotalSpace() - store.getUnallocatedSpace();
            used = ProcFiles.tenths(taken, taken + store.getUsableSpace());
        } catch (IOException e) {
            log.warn("{} is not a valid mount point: {}", point, e.toString());
            return;
        }
        if (used >= threshold) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("diskusage", used);
            one.put("mount", point);
            full.add(one);
        }
    }
}
