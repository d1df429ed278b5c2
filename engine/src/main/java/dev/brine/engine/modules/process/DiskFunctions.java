package dev.brine.engine.modules.process;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Module;
import dev.brine.engine.modules.host.Host;
import dev.brine.engine.modules.host.PlainFile;
import dev.brine.engine.modules.host.Truth;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code ps}: file systems and disks. */
@Module("ps")
public final class DiskFunctions {
    private static final long SECTOR = 512;
    private static final long LONGEST_NAME = 255;
    private static final long LONGEST_PATH = 4096;

    private final Host host;

    DiskFunctions(Host host) {
        this.host = host;
    }

    @Fn(doc = """
            Return the mounted file systems: maps with device, mountpoint, fstype, opts, maxfile and maxpath.

            all: those without a device of their own, too
            """)
    public List<Object> diskPartitions(@Arg(dflt = "False") boolean all) {
        return new ArrayList<>(partitions(all));
    }

    private List<Map<String, Object>> partitions(boolean all) {
        Set<String> types = PlainFile.lines(host.file("/proc/filesystems")).stream()
                .filter(line -> !line.startsWith("nodev") || line.strip().endsWith("\tzfs"))
                .map(line -> line.replaceFirst("^nodev", "").strip())
                .collect(Collectors.toSet());
        List<Map<String, Object>> found = new ArrayList<>();
        for (String line : PlainFile.lines(host.file("/proc/self/mounts"))) {
            String[] words = line.strip().split(" ");
            String device = words[0].equals("none") ? "" : plain(words[0]);
            if (words.length > 3 && (all || (!device.isEmpty() && types.contains(words[2])))) {
                Map<String, Object> one = new LinkedHashMap<>();
                one.put("device", device);
                one.put("mountpoint", plain(words[1]));
                one.put("fstype", words[2]);
                one.put("opts", words[3]);
                boolean there = Files.exists(Path.of(plain(words[1])));
                one.put("maxfile", there ? (Object) LONGEST_NAME : null);
                one.put("maxpath", LONGEST_PATH);
                found.add(one);
            }
        }
        return found;
    }

    /** The kernel writes blanks and the like as backslash and three octal digits. */
    private static String plain(String text) {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\\' && text.substring(i).matches("\\\\[0-7]{3}.*")) {
                all.append((char) Integer.parseInt(text.substring(i + 1, i + 4), 8));
                i += 3;
            } else {
                all.append(text.charAt(i));
            }
        }
        return all.toString();
    }

    @Fn(doc = """
            Return how full the file system of a path is, in bytes: total, used, free, percent.

            path: the path
            """)
    public Map<String, Object> diskUsage(String path) {
        try {
            FileStore store = Files.getFileStore(Path.of(path));
            long total = store.getTotalSpace();
            long used = total - store.getUnallocatedSpace();
            long free = store.getUsableSpace();
            Map<String, Object> all = new LinkedHashMap<>();
            all.put("total", total);
            all.put("used", used);
            all.put("free", free);
            all.put("percent", Kernel.percent(used, (double) used + free));
            return all;
        } catch (IOException e) {
            throw new FunctionError("[Errno 2] No such file or directory: '" + path + "'", e);
        }
    }

    @Fn(doc = """
            Return the mounted file systems and how full they are.

            all: those without a device of their own, too
            """)
    public List<Object> diskPartitionUsage(@Arg(dflt = "False") boolean all) {
        List<Map<String, Object>> found = partitions(all);
        found.forEach(one -> one.putAll(diskUsage(String.valueOf(one.get("mountpoint")))));
        return new ArrayList<>(found);
    }

    @Fn(doc = """
            Return counters of the disks.

            device: of this one or of this partition only, or False when there is none of this name
            """)
    public Object diskIoCounters(@Arg(dflt = "None") @Nullable String device) {
        Map<String, Map<String, Object>> all = new LinkedHashMap<>();
        for (String line : PlainFile.lines(host.file("/proc/diskstats"))) {
            String[] words = line.strip().split("\\s+");
            boolean wanted = words.length >= 7
                    && (Truth.of(device) || Files.exists(host.file("/sys/block/" + words[2].replace('/', '!'))));
            if (wanted) {
                all.put(words[2], counters(words));
            }
        }
        if (!Truth.of(device)) {
            return FigureFunctions.sum(all.values());
        }
        Map<String, Object> one = all.get(device);
        return one == null ? (Object) false : one;
    }

    /** Partitions of old kernels have four counters. */
    private static Map<String, Object> counters(String[] words) {
        boolean few = words.length == 7;
        int[] columns = few ? new int[] {3, 5, 4, 6, -1, -1, -1, -1, -1} : new int[] {3, 7, 5, 9, 6, 10, 4, 8, 12};
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < columns.length; i++) {
            long value = columns[i] < 0 ? 0 : Long.parseLong(words[columns[i]]);
            boolean bytes = i == 2 || i == 3;
            values.add(bytes ? value * SECTOR : value);
        }
        return Kernel.named(
                List.of(
                        "read_count",
                        "write_count",
                        "read_bytes",
                        "write_bytes",
                        "read_time",
                        "write_time",
                        "read_merged_count",
                        "write_merged_count",
                        "busy_time"),
                values);
    }
}
