package dev.brine.engine.modules;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.Module;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code disk}: how full file systems are. */
@Module("disk")
public final class DiskModule {
    private static final Set<String> PSEUDO = Set.of(
            "proc",
            "sysfs",
            "cgroup",
            "cgroup2",
            "devpts",
            "mqueue",
            "debugfs",
            "tracefs",
            "securityfs",
            "pstore",
            "bpf",
            "autofs",
            "configfs",
            "fusectl",
            "hugetlbfs",
            "binfmt_misc",
            "nsfs",
            "rpc_pipefs");

    @Fn(doc = """
            Return the usage of the mounted file systems in blocks of 1024 bytes.

            args: accepted as Salt accepts it
            """)
    public Map<String, Object> usage(@Arg(dflt = "None") @Nullable Object args) {
        Map<String, Object> all = new LinkedHashMap<>();
        for (String[] mount : mounts()) {
            try {
                FileStore store = Files.getFileStore(Path.of(mount[1]));
                long total = store.getTotalSpace() / 1024;
                if (total > 0) {
                    long used = total - store.getUnallocatedSpace() / 1024;
                    long free = store.getUsableSpace() / 1024;
                    Map<String, Object> one = new LinkedHashMap<>();
                    one.put("filesystem", mount[0]);
                    one.put("1K-blocks", String.valueOf(total));
                    one.put("used", String.valueOf(used));
                    one.put("available", String.valueOf(free));
                    one.put("capacity", percent(used, free));
                    all.put(mount[1], one);
                }
            } catch (IOException e) {
                // a mount that may not be looked at is left out, as df leaves it out
                continue;
            }
        }
        return all;
    }

    private static String percent(long used, long free) {
        long whole = used + free;
        return (whole == 0 ? 0 : (used * 100 + whole - 1) / whole) + "%";
    }

    private static List<String[]> mounts() {
        try {
            return Files.readAllLines(Path.of("/proc/self/mounts")).stream()
                    .map(line -> line.split(" "))
                    .filter(words -> words.length > 2 && !PSEUDO.contains(words[2]))
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    @Fn(doc = """
            Return how full file systems are, by mount point, or one of them.

            args: the mount point
            """)
    public Object percent(@Arg(dflt = "None") @Nullable String args) {
        Map<String, Object> all = new LinkedHashMap<>();
        usage(null).forEach((mount, facts) -> all.put(mount, ((Map<?, ?>) facts).get("capacity")));
        return args == null ? all : all.getOrDefault(args, "");
    }
}
